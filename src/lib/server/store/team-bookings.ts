/** What the bookings of a team keep under its guard: the rotation, and the starts that its limits count. */
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { CountedStart } from "$lib/scheduling/booking-limits.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Rotation } from "$lib/scheduling/rotation.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { commit, listAll } from "../kv/commit.ts";
import { bumpVersion, type VersionedGuard } from "../kv/guard.ts";
import { keys } from "../kv/keys.ts";
import { type RotationDay, setRotationDay } from "./rotation-days.ts";

/** The team's part of a booking's commit. */
export interface TeamCommit {
  /** As read before everything else; checked and raised. */
  guard: VersionedGuard;
  /** The rotation after the change; null leaves it as it is. */
  rotation: { typeId: string; is: Rotation } | null;
  /** What its round robins have decided on this date, with this booking; missing where nothing was decided. */
  decided?: RotationDay | null;
}

/** Adds to a commit: the team's guard is checked and raised, and the rotation replaced. */
export function writeTeam(
  op: Deno.AtomicOperation,
  { guard, rotation, decided }: TeamCommit,
): void {
  bumpVersion(op, guard);
  if (rotation) op.set(keys.rotation(guard.hostId, rotation.typeId), rotation.is);
  if (decided) setRotationDay(op, guard.hostId, decided);
}

/** The rotation of a round robin; null before its first booking. */
export async function getRotation(
  kv: Deno.Kv,
  teamId: string,
  typeId: string,
): Promise<Rotation | null> {
  return (await kv.get<Rotation>(keys.rotation(teamId, typeId))).value;
}

/** Adds to a commit that raises the team's guard: the rotation of an event type is replaced. */
export function setRotation(
  op: Deno.AtomicOperation,
  { ownerId, id }: Pick<EventType, "ownerId" | "id">,
  is: Rotation,
): void {
  op.set(keys.rotation(ownerId, id), is);
}

/** Adds to a commit that raises the team's guard: an event type has no rotation any more. */
export function deleteRotation(
  op: Deno.AtomicOperation,
  { ownerId, id }: Pick<EventType, "ownerId" | "id">,
): void {
  op.delete(keys.rotation(ownerId, id));
}

/** Adds to a commit: the starts of a team booking no longer count. */
export function dropTeamStarts(op: Deno.AtomicOperation, was: Booking): void {
  for (const key of startKeys(was)) op.delete(key);
}

/** Adds to a commit: the starts that a live team booking holds count towards the limits of its type. */
export function writeTeamStarts(op: Deno.AtomicOperation, booking: Booking): void {
  if (!booking.team) return;
  const deadlines = new Map(holdsOf(booking, 0).map(({ slot, expiresAt }) => [slot, expiresAt]));
  for (const key of startKeys(booking)) op.set(key, deadlines.get(String(key[3])) ?? null);
}

function startKeys(booking: Booking): Deno.KvKey[] {
  if (!booking.team) return [];
  return holdsOf(booking, 0).map(({ slot, start }) =>
    keys.teamStart(booking.type.id, start, slot, booking.id)
  );
}

/** The starts of a team event type within a span, with the deadlines of requests; exact under the team's guard. */
export async function listTeamStarts(
  kv: Deno.Kv,
  typeId: string,
  { start, end }: Span,
): Promise<CountedStart[]> {
  const prefix = keys.teamStartsOf(typeId);
  const entries = await listAll<number | null>(kv, {
    start: [...prefix, start],
    end: [...prefix, end],
  });
  return entries.map(({ key, value }) => ({
    start: Number(key[2]),
    slot: String(key[3]),
    bookingIds: [String(key[4])],
    expiresAt: value,
  }));
}

/** Booking limits look back to the first of a month. */
const START_RETENTION_MS = 40 * DAY;

/** Deletes starts older than every limit looks back, up to `limit`; true when there may be more. */
export async function purgePastTeamStarts(
  kv: Deno.Kv,
  now: number,
  limit: number,
): Promise<boolean> {
  let purged = 0;
  for await (const { key } of kv.list({ prefix: keys.teamStarts() })) {
    if (Number(key[2]) > now - START_RETENTION_MS) continue;
    await commit(kv.atomic().delete(key));
    if (++purged === limit) return true;
  }
  return false;
}
