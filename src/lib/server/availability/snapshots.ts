import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isClosed } from "$lib/scheduling/host.ts";
import { busyOutsideHolds, type Hold, isLive } from "$lib/scheduling/holds.ts";
import { seatHolders } from "$lib/scheduling/shared-slot.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { readBusy } from "../store/busy.ts";
import type { IdempotencyRecord } from "../store/bookings.ts";
import { readDecisionInputs } from "../store/decision-inputs.ts";
import { getGuard, type VersionedGuard } from "../store/guard.ts";
import { getSchedule } from "../store/schedules.ts";
import { type HostPolicies, readLimitHolds } from "./host-policies.ts";
import { getHost } from "../store/hosts.ts";
import { holdsIn, readShards, type Shards } from "../store/ledger.ts";

/** What a decision about one person's time rests on; the guard was read before all the rest. */
export interface HostSnapshot {
  host: Host;
  guard: VersionedGuard;
  shards: Shards;
  /** Every hold near the time, expired ones among them. */
  holds: Hold[];
  /** Busy time of calendars that no live hold explains. */
  busy: Span[];
}

/** The longest buffer, in ms: how far outside a time something can matter to it. */
const MAX_BUFFER_MS = 180 * 60_000;

/** Reads a person for times that are wanted or held, after the guard; null when the person is gone. */
export async function readSnapshot(
  app: App,
  guard: VersionedGuard,
  times: Span[],
): Promise<HostSnapshot | null> {
  const { hostId } = guard;
  const near = times.map(({ start, end }) => ({
    start: start - MAX_BUFFER_MS,
    end: end + MAX_BUFFER_MS,
  }));
  const [host, shards, ...readings] = await Promise.all([
    getHost(app.kv, hostId),
    readShards(app.kv, hostId, ...near),
    ...near.map((span) => readBusy(app.kv, hostId, guard.guard, span)),
  ]);
  if (!host) return null;
  const holds = holdsIn(shards);
  return { host, guard, shards, holds, busy: busyOutsideHolds(readings.flat(), holds, app.now()) };
}

/** Reads all of them, each after their guard; whoever is gone is left out. */
export async function readSnapshots(
  app: App,
  hostIds: readonly string[],
  times: Span[],
): Promise<HostSnapshot[]> {
  const persons: HostSnapshot[] = [];
  for (const hostId of hostIds) {
    await app.checkLedger(hostId);
    const person = await readSnapshot(app, await getGuard(app.kv, hostId), times);
    if (person) persons.push(person);
  }
  return persons;
}

/** What a wish is decided on. */
export interface RequestInputs {
  snapshot: HostSnapshot;
  type: EventType;
  policies: HostPolicies;
  idempotency: Deno.KvEntryMaybe<IdempotencyRecord>;
  /** Whether the host takes no bookings from this guest. */
  isBlocked: boolean;
}

/** Everything that a wish for one person's time is decided on; null when the person or the event type is gone. */
export async function readRequestInputs(
  app: App,
  known: { host: Host; type: EventType },
  time: Span,
  answerHash: string | null,
  email: string,
): Promise<RequestInputs | null> {
  const hostId = known.host.id;
  await app.checkLedger(hostId);
  const near = { start: time.start - MAX_BUFFER_MS, end: time.end + MAX_BUFFER_MS };
  const asKnown = {
    hostId,
    typeId: known.type.id,
    scheduleId: known.type.scheduleId,
    idempotencyHash: answerHash ?? "",
    email,
  };
  const grounds = await readDecisionInputs(app.kv, asKnown, near);
  const { guard, host, type, schedule, hostRules, shards, idempotency } = grounds;
  const reading = await readBusy(app.kv, hostId, guard.guard, near);
  if (!host || isClosed(host) || !type) return null;
  const holds = holdsIn(shards);
  return {
    snapshot: { host, guard, shards, holds, busy: busyOutsideHolds(reading, holds, app.now()) },
    type,
    policies: {
      schedule: type.scheduleId === asKnown.scheduleId
        ? schedule
        : await getSchedule(app.kv, hostId, type.scheduleId),
      rules: hostRules,
      limitHolds: await readLimitHolds(app.kv, host, type, hostRules, time),
    },
    idempotency,
    isBlocked: grounds.isBlocked,
  };
}

/** Bookings whose request ran past its deadline but still stands in these holds. */
export function overdueBookings(holds: readonly Hold[], now: number): string[] {
  return holds.flatMap((hold) => {
    if (!isLive(hold, now)) return hold.bookingIds;
    if (!hold.seatDeadlines) return [];
    const holding = new Set(seatHolders(hold, now));
    return hold.bookingIds.filter((id) => !holding.has(id));
  });
}
