import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import type { TeamTypeInput } from "./team-types.ts";

/** The settings and the members of a team's event type, in one object; the refusal names the wrong fields of both. */
export function parseTeamType(given: Record<string, unknown>): Outcome<TeamTypeInput, "invalid"> {
  const fields = parse(EventTypeInput, given), terms = parse(TeamTermsInput, given);
  if (fields.ok && terms.ok) return accepted({ fields: fields.value, terms: terms.value });
  return refused("invalid", {
    fields: {
      ...(fields.ok ? {} : fields.refusal.fields),
      ...(terms.ok ? {} : terms.refusal.fields),
    },
  });
}
