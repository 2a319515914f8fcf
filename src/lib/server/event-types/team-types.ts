/** Event types of a team: created, edited by its managers, and each member's own schedule for them. */
import type { EventType, EventTypeInput } from "$lib/scheduling/event-type.ts";
import { dividesGuests } from "$lib/scheduling/location.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { defaultReminder } from "$lib/scheduling/reminder.ts";
import { withMembers } from "$lib/scheduling/rotation.ts";
import type { TeamMode, TeamTerms, TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import { changeAsOwner, type TeamManager } from "../availability/change-as-owner.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { newId } from "../runtime/secrets.ts";
import { getEventType, listEventTypes, setEventType } from "../store/event-types.ts";
import { bumpVersion, getGuard } from "../kv/guard.ts";
import { getSchedule } from "../store/schedules.ts";
import { deleteRotation, getRotation, setRotation } from "../store/team-bookings.ts";
import { listTeamMembers } from "../store/teams.ts";
import {
  checkLastDate,
  checkSlug,
  choiceWithSeats,
  copyEmailTemplates,
  lastOrder,
} from "./edit.ts";

/** What a manager sets on a team event type: the fields of every type, and who takes its bookings. */
export interface TeamTypeInput {
  fields: EventTypeInput;
  terms: TeamTermsInput;
}

/**
 * Creates an event type of a team, last in order. `baseId` names one of the manager's own types, whose reminders and
 * email texts it starts with; later edits of either do not reach the other.
 */
export function create(
  app: App,
  manager: TeamManager,
  { fields, terms }: TeamTypeInput,
  baseId: string | null,
): Promise<Outcome<EventType, "busy" | "invalid" | "name-taken" | "not-found">> {
  const { teamId, hostId } = manager;
  return changeAsOwner(app, manager, async (op) => {
    const others = await listEventTypes(app.kv, teamId);
    const checked = checkSlug(fields.slug, others);
    if (!checked.ok) return checked;
    const team = await checkTerms(app, teamId, { fields, terms }, null);
    if (!team.ok) return team;
    const base = baseId === null ? null : await getEventType(app.kv, hostId, baseId);
    if (baseId !== null && !base) return refused("not-found");
    const last = await checkLastDate(app, teamId, fields, base);
    if (!last.ok) return last;
    const type: EventType = {
      ...ownFields(fields),
      reminders: base?.reminders ?? [{ id: newId(), ...defaultReminder }],
      alarm: base?.alarm ?? null,
      id: newId(),
      ownerId: teamId,
      team: team.value,
      order: lastOrder(others),
      revision: 1,
      createdAt: app.now(),
    };
    setEventType(op, type, null);
    if (base) await copyEmailTemplates(app, op, base, type);
    return accepted(type);
  });
}

/** Replaces fields and members; "changed" when the revision is outdated. The rotation keeps what members are owed. */
export function edit(
  app: App,
  manager: TeamManager,
  typeId: string,
  revision: number,
  { fields, terms }: TeamTypeInput,
): Promise<Outcome<EventType, "busy" | "changed" | "invalid" | "name-taken" | "not-found">> {
  const { teamId } = manager;
  return changeAsOwner(app, manager, async (op) => {
    const was = await getEventType(app.kv, teamId, typeId);
    if (!was) return refused("not-found");
    if (was.revision !== revision) return refused("changed");
    const others = (await listEventTypes(app.kv, teamId)).filter(({ id }) => id !== typeId);
    const checked = checkSlug(fields.slug, others);
    if (!checked.ok) return checked;
    const team = await checkTerms(app, teamId, { fields, terms }, was.team);
    if (!team.ok) return team;
    const last = await checkLastDate(app, teamId, fields, was);
    if (!last.ok) return last;
    const type = { ...was, ...ownFields(fields), team: team.value, revision: was.revision + 1 };
    setEventType(op, type, was);
    await changeRotation(app, op, type);
    return accepted(type);
  });
}

/**
 * A member's own schedule for a team event type; null is their default one. The revision stays, so an open form of a
 * manager can still be saved.
 */
export function setMemberSchedule(
  app: App,
  { teamId, hostId }: TeamManager,
  typeId: string,
  scheduleId: string | null,
): Promise<Outcome<EventType, "busy" | "invalid" | "not-found">> {
  return changeAsMember(app, { teamId, hostId, needs: "member" }, async (op) => {
    // The member's guard as well, so that the schedule is not deleted meanwhile.
    bumpVersion(op, await getGuard(app.kv, hostId));
    const was = await getEventType(app.kv, teamId, typeId);
    if (!was?.team?.members.some((member) => member.hostId === hostId)) return refused("not-found");
    if (scheduleId !== null && !await getSchedule(app.kv, hostId, scheduleId)) {
      return refused("invalid", { fields: { scheduleId: "schedule-unknown" } });
    }
    const members = was.team.members.map((member) =>
      member.hostId === hostId ? { ...member, scheduleId } : member
    );
    const type = { ...was, team: { ...was.team, members } };
    setEventType(op, type, was);
    return accepted(type);
  });
}

/** Checks seats and members; who was a member of the type keeps their schedule, and may stay after leaving the team. */
export async function checkTerms(
  app: App,
  teamId: string,
  { fields, terms }: { fields: Pick<EventTypeInput, "seats" | "location">; terms: TeamTermsInput },
  was: TeamTerms | null,
): Promise<Outcome<TeamTerms, "invalid">> {
  const fits = checkSeats(fields, terms.mode);
  if (!fits.ok) return fits;
  const inTeam = (await listTeamMembers(app.kv, teamId)).map(({ hostId }) => hostId);
  const listed = new Map((was?.members ?? []).map((member) => [member.hostId, member]));
  const isKnown = ({ hostId }: { hostId: string }) =>
    inTeam.includes(hostId) || (terms.mode === "collective" && listed.has(hostId));
  if (!terms.members.every(isKnown)) {
    return refused("invalid", { fields: { members: "member-unknown" } });
  }
  const members = terms.members.map((member) => ({
    ...member,
    isOptional: terms.mode === "collective" && member.isOptional,
    scheduleId: listed.get(member.hostId)?.scheduleId ?? null,
  }));
  return accepted({ ...terms, members });
}

/** Each time of a round robin is for one guest, and several guests of one time meet in one place. */
export function checkSeats(
  { seats, location }: Pick<EventTypeInput, "seats" | "location">,
  mode: TeamMode | undefined,
): Outcome<number, "invalid"> {
  if (seats > 1 && mode === "round-robin") {
    return refused("invalid", { fields: { seats: "seats-round-robin" } });
  }
  return dividesGuests({ seats, location }) ? choiceWithSeats() : accepted(seats);
}

/** Adds to a commit: the rotation for the members as they are now; a collective has none. */
export async function changeRotation(
  app: App,
  op: Deno.AtomicOperation,
  type: EventType,
): Promise<void> {
  const { mode, members } = type.team ?? { mode: "collective", members: [] };
  if (mode === "collective") return deleteRotation(op, type);
  const rotation = await getRotation(app.kv, type.ownerId, type.id);
  const ids = members.map(({ hostId }) => hostId);
  if (rotation) setRotation(op, type, withMembers(rotation, ids, app.now()));
}

/** The fields of a team's type: it has no schedule of its own, and it is no base of others. */
function ownFields({ scheduleId: _, ...fields }: EventTypeInput) {
  return { ...fields, scheduleId: "", onlyForTeams: false };
}
