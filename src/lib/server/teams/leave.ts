import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { withMembers } from "$lib/scheduling/rotation.ts";
import {
  type ForBookings,
  type ForWebhooks,
  hasRole,
  isManager,
  type TeamMember,
} from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { listEventTypes, setEventType } from "../store/event-types.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { getRotation, setRotation } from "../store/team-bookings.ts";
import { deleteTeamInvitation, listTeamInvitations } from "../store/team-invitations.ts";
import { deleteTeamMember, getTeamMember, isLastOwner, listTeamMembers } from "../store/teams.ts";
import { settleWebhooks } from "./made-webhooks.ts";
import { listUpcoming } from "./team-bookings.ts";
import { tellManagers } from "./what-stops.ts";

/** A member who leaves, or is removed by another. */
export interface Departure {
  teamId: string;
  hostId: string;
  /** The host who asks for it. */
  by: string;
  bookings: ForBookings;
  /** Of the webhooks that the leaver made for the team; they are paused where nothing is said, and where a leaver who does not manage the team says it. */
  webhooks?: ForWebhooks;
}

/** Event types and rotations that one commit can change: ten of 64 KiB each stay under its 800 KiB. */
const TYPES_PER_COMMIT = 10;

/**
 * Ends a membership: owners remove everybody, admins everybody but owners, everybody themselves; the last owner stays.
 * Round robins lose the member first and their webhooks end, some in each commit; their open invitations end with the membership, a job sees to the coming bookings, and the managers are told of what stops.
 */
export async function leave(
  app: App,
  departure: Departure,
): Promise<Outcome<null, "busy" | "invalid" | "not-found">> {
  for (;;) {
    const left = await leaveSome(app, departure);
    if (!left.ok) return left;
    if (left.value === "more") continue;
    app.wakeJobs();
    return accepted(null);
  }
}

function leaveSome(
  app: App,
  departure: Departure,
): Promise<Outcome<"more" | "left", "busy" | "invalid" | "not-found">> {
  const { teamId, hostId, by, bookings } = departure;
  return changeAsMember(app, { teamId, hostId: by, needs: "member" }, async (op, _team, me) => {
    const leaver = await getTeamMember(app.kv, teamId, hostId);
    if (!leaver || !mayEnd(me, leaver)) return refused("not-found");
    if (isLastOwner(await listTeamMembers(app.kv, teamId), hostId)) {
      return refused("invalid", { fields: { member: "last-owner" } });
    }
    const webhooks = isManager(me.role) ? departure.webhooks ?? "pause" : "pause";
    if (webhooks === "keep" && by === hostId) {
      return refused("invalid", { fields: { webhooks: "webhooks-kept-by-leaver" } });
    }
    if (await leaveRoundRobins(app, op, teamId, hostId)) return accepted("more");
    if (await settleWebhooks(app, op, { teamId, hostId, webhooks })) return accepted("more");
    deleteTeamMember(op, leaver);
    for (const invitation of await listTeamInvitations(app.kv, teamId)) {
      if (invitation.invitedBy === hostId) deleteTeamInvitation(op, invitation);
    }
    if (bookings !== "keep") writeBookingsJob(app, op, { teamId, hostId, bookings });
    await tellManagers(app, op, { teamId, hostId });
    return accepted("left");
  });
}

/** Hands over or cancels what is left of the bookings of somebody who has left, as an owner or admin; "not-found" where nothing is left. */
export async function settleBookings(
  app: App,
  { teamId, hostId, by, bookings }: Departure & { bookings: Exclude<ForBookings, "keep"> },
): Promise<Outcome<null, "busy" | "not-found">> {
  const settled = await changeAsMember(app, { teamId, hostId: by, needs: "admin" }, async (op) => {
    const isMember = await getTeamMember(app.kv, teamId, hostId) !== null;
    const left = await listUpcoming(app, teamId, hostId);
    if (isMember || left.length === 0) return refused("not-found");
    writeBookingsJob(app, op, { teamId, hostId, bookings });
    return accepted(null);
  });
  if (settled.ok) app.wakeJobs();
  return settled;
}

/** Whether a member may end this membership: their own, an owner any, an admin one of a lower role than owner. */
export function mayEnd(me: TeamMember, leaver: TeamMember): boolean {
  if (me.hostId === leaver.hostId || me.role === "owner") return true;
  return hasRole(me.role, "admin") && leaver.role !== "owner";
}

/** Adds to a commit: the job that hands over or cancels the coming bookings of somebody who has left. */
function writeBookingsJob(
  app: App,
  op: Deno.AtomicOperation,
  { teamId, hostId, bookings }: {
    teamId: string;
    hostId: string;
    bookings: Exclude<ForBookings, "keep">;
  },
): void {
  const now = app.now();
  const work = { kind: "leave-team" as const, teamId, hostId, bookings };
  writeJob(op, newJob({ hostId: teamId, work, dueAt: now }, now));
}

/** Adds to a commit: some round robins go on without the member; true when there may be more. */
async function leaveRoundRobins(
  app: App,
  op: Deno.AtomicOperation,
  teamId: string,
  hostId: string,
): Promise<boolean> {
  const types = (await listEventTypes(app.kv, teamId)).filter(({ team }) =>
    team?.mode === "round-robin" && team.members.some((member) => member.hostId === hostId)
  );
  for (const type of types.slice(0, TYPES_PER_COMMIT)) {
    const members = type.team!.members.filter((member) => member.hostId !== hostId);
    const team = { ...type.team!, members };
    setEventType(op, { ...type, team, revision: type.revision + 1 }, type);
    const rotation = await getRotation(app.kv, teamId, type.id);
    const ids = members.map((member) => member.hostId);
    if (rotation) setRotation(op, type, withMembers(rotation, ids, app.now()));
  }
  return types.length > 0;
}
