import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { type Rotation, withReturn } from "$lib/scheduling/rotation.ts";
import {
  type RotationDecision,
  type SkipReason,
  withDecision,
} from "$lib/scheduling/rotation-decisions.ts";
import type { App } from "../app.ts";
import { getEventType } from "../store/event-types.ts";
import { getDecidedCounts, type RotationDay } from "../store/rotation-days.ts";
import { getRotation, type TeamCommit } from "../store/team-bookings.ts";
import { getOpenTeam } from "../store/teams.ts";

/** The rotation to store with a changed booking: the one given, or the assignment returned where it ends unheld; null leaves it. */
export async function rotationAfter(
  app: App,
  was: Booking,
  is: Booking,
  given: Rotation | undefined,
  now: number,
): Promise<TeamCommit["rotation"]> {
  const typeId = is.type.id;
  if (given) return { typeId, is: given };
  if (!isGivenBack(was, is, now)) return null;
  const found = await readRotation(app, was);
  return found && { typeId, is: withReturn(found.rotation, was.team!.turn, was.hosts[0]!) };
}

/** The rotation of a booking's round robin with the members it is among now; null without its event type. */
export async function readRotation(app: App, { team, type }: Pick<Booking, "team" | "type">) {
  if (team?.mode !== "round-robin") return null;
  const [current, rotation] = await Promise.all([
    getEventType(app.kv, team.id, type.id),
    getRotation(app.kv, team.id, type.id),
  ]);
  return current?.team ? { members: current.team.members, rotation: rotation ?? {} } : null;
}

/** The decisions of the date with this one, read after the team's guard; null for a test, and where nothing was decided. */
export async function decidedAfter(
  app: App,
  { team, type, isTest }: Pick<Booking, "team" | "type" | "isTest">,
  decision: RotationDecision | null | undefined,
  now: number,
): Promise<RotationDay | null> {
  const found = team && decision && !isTest ? await getOpenTeam(app.kv, team.id) : null;
  if (!found || !decision) return null;
  const day = { date: dateAt(now, found.zone), typeId: type.id };
  const was = await getDecidedCounts(app.kv, found.id, day);
  return { ...day, counts: withDecision(was, decision) };
}

/** The members who cannot have a booking that goes to another one: who gave it back or away, and who is not free. */
export function leftOf(
  { hosts, team }: Booking,
  members: readonly { hostId: string }[],
  free: readonly string[],
): Map<string, SkipReason> {
  const gaveAway = [...hosts, ...team?.declinedBy ?? []];
  return new Map(members.flatMap(({ hostId }): [string, SkipReason][] => {
    if (gaveAway.includes(hostId)) return [[hostId, "declined"]];
    return free.includes(hostId) ? [] : [[hostId, "not-free"]];
  }));
}

/** Whether the member's assignment does not count: declined, expired, or cancelled before the meeting began. */
function isGivenBack(was: Booking, is: Booking, now: number): boolean {
  if (is.team?.mode !== "round-robin" || hasEnded(was) || !hasEnded(is)) return false;
  return is.status === "REJECTED" || is.endReason === "expired" || now < was.start;
}

function hasEnded({ status }: Booking): boolean {
  return status === "REJECTED" || status === "CANCELLED";
}
