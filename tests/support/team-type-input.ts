import assert from "node:assert/strict";
import { type EventTypeInput, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import type { TeamTypeInput } from "$lib/server/event-types/team-types.ts";

/** What a manager enters for a team event type: a round robin of 45 minutes unless said otherwise. */
export function teamTypeInput(
  given: { members: { hostId: string }[]; [field: string]: unknown },
  fields: Partial<EventTypeInput> = {},
): TeamTypeInput {
  const type = parseEventTypeInput({ title: "Fitting", slug: "fitting", durations: [45] });
  const terms = parse(TeamTermsInput, { mode: "round-robin", ...given });
  assert(terms.ok, JSON.stringify(terms));
  return { fields: { ...type, ...fields }, terms: terms.value };
}
