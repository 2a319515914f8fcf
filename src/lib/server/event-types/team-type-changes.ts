/** Event types of a team, created and changed by the fields that are given; the others keep their values. */
import { type EventType, EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { getEventType } from "../store/event-types.ts";
import { findTeamOf } from "../store/teams.ts";
import * as teamTypes from "./team-types.ts";
import type { TeamTypeInput } from "./team-types.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamTermsInput } from "$lib/scheduling/team-terms.ts";

/** An event type with the team that owns it. */
export interface TypeOfTeam {
  team: Team;
  type: EventType;
}

/** What a new event type of a team is made of. */
export interface NewTeamType {
  teamId: string;
  /** One of the manager's own event types that it starts as a copy of; null for none. */
  eventTypeId: string | null;
  title?: string;
  [field: string]: unknown;
}

/** Creates an event type of a team, as its owner or admin; without a slug one is made from the title. */
export async function createTeamType(
  app: App,
  host: Host,
  { teamId, eventTypeId, ...given }: NewTeamType,
): Promise<Outcome<TypeOfTeam, "busy" | "invalid" | "name-taken" | "not-found">> {
  const found = await findTeamOf(app.kv, teamId, host.id, "admin");
  const base = eventTypeId === null ? null : await getEventType(app.kv, host.id, eventTypeId);
  if (!found || (eventTypeId !== null && !base)) return refused("not-found");
  const slug = given.title === undefined ? {} : { slug: slugOf(given.title) };
  const input = parseTeamType({ ...copyOf(base), ...slug, ...given });
  if (!input.ok) return input;
  const made = await teamTypes.create(app, { teamId, hostId: host.id }, input.value, eventTypeId);
  return made.ok ? accepted({ team: found.team, type: made.value }) : made;
}

/** Changes some fields of a team's event type, as its owner or admin; "changed" when the revision is outdated. */
export async function changeTeamType(
  app: App,
  host: Host,
  { team, type }: TypeOfTeam,
  changes: Record<string, unknown>,
  revision: number,
): Promise<Outcome<TypeOfTeam, "busy" | "changed" | "invalid" | "name-taken" | "not-found">> {
  if (revision !== type.revision) return refused("changed");
  if (Object.keys(changes).length === 0) return accepted({ team, type });
  const input = parseTeamType({ ...type, ...type.team, ...changes });
  if (!input.ok) return input;
  const manager = { teamId: team.id, hostId: host.id };
  const edited = await teamTypes.edit(app, manager, type.id, revision, input.value);
  return edited.ok ? accepted({ team, type: edited.value }) : edited;
}

/** What a copy takes from its base; it has members in place of a schedule. */
function copyOf(base: EventType | null) {
  if (!base) return {};
  const { scheduleId: _schedule, team: _team, ...fields } = base;
  return { ...fields, active: true };
}

/** The settings and the members of a team's event type, in one object; the refusal names the wrong fields of both. */
function parseTeamType(given: Record<string, unknown>): Outcome<TeamTypeInput, "invalid"> {
  const fields = parse(EventTypeInput, given), terms = parse(TeamTermsInput, given);
  if (fields.ok && terms.ok) return accepted({ fields: fields.value, terms: terms.value });
  return refused("invalid", {
    fields: {
      ...(fields.ok ? {} : fields.refusal.fields),
      ...(terms.ok ? {} : terms.refusal.fields),
    },
  });
}
