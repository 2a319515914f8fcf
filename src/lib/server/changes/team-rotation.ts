import { hasEnded, stateOf } from "$lib/scheduling/booking-state.ts";
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
import type { VersionedGuard } from "../kv/guard.ts";
import { getOpenTeam } from "../store/teams.ts";

/** One booking of a change, with the rotation and the decision that are given for it. */
interface Turn {
  was: Booking | null;
  booking: Booking;
  rotation: Rotation | undefined;
  decision: RotationDecision | undefined;
}

/** The team's part of a commit of these changes: its guard, the rotation and the decisions after them. */
export async function teamCommit(
  app: App,
  guard: VersionedGuard,
  turns: readonly Turn[],
  now: number,
): Promise<TeamCommit> {
  let rotation: TeamCommit["rotation"] = null, decided: RotationDay | null = null;
  for (const turn of turns) {
    rotation = await rotationAfter(app, turn, rotation, now);
    decided = await decidedAfter(app, turn, decided, now);
  }
  return { guard, rotation, decided };
}

/** The rotation that is given, or with the assignment returned where the booking ends unheld; else as it was before. */
async function rotationAfter(
  app: App,
  { was, booking, rotation: given }: Turn,
  before: TeamCommit["rotation"],
  now: number,
): Promise<TeamCommit["rotation"]> {
  const typeId = booking.type.id;
  if (given) return { typeId, is: given };
  if (!was || !isGivenBack(was, booking, now)) return before;
  const found = await readRotation(app, was);
  if (!found) return before;
  return { typeId, is: withReturn(before?.is ?? found.rotation, was.team!.turn, was.hosts[0]!) };
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

/** The decisions of the date with this one, read after the team's guard; as they were for a test, and where nothing was decided. */
async function decidedAfter(
  app: App,
  { booking: { team, type, isTest }, decision }: Turn,
  before: RotationDay | null,
  now: number,
): Promise<RotationDay | null> {
  const found = team && decision && !isTest ? await getOpenTeam(app.kv, team.id) : null;
  if (!found || !decision) return before;
  const day = { date: dateAt(now, found.zone), typeId: type.id };
  const counts = before?.counts ?? await getDecidedCounts(app.kv, found.id, day);
  return { ...day, counts: withDecision(counts, decision) };
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
  const state = stateOf(is, now);
  return state === "declined" || state === "expired" || now < was.start;
}
