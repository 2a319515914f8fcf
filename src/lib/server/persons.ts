import type { EventType } from "$lib/scheduling/event-type.ts";
import { hasLeft, type Host } from "$lib/scheduling/host.ts";
import { busyBeside, type Hold, isLive } from "$lib/scheduling/ledger.ts";
import { seatsTaken } from "$lib/scheduling/seats.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "./app.ts";
import { readBusy } from "./store/busy.ts";
import type { AnswerRecord } from "./store/bookings.ts";
import { readGrounds } from "./store/grounds.ts";
import { getGuard, type ReadGuard } from "./store/guard.ts";
import { getSchedule } from "./store/schedules.ts";
import { countedFor, type Terms } from "./terms.ts";
import { getHost } from "./store/hosts.ts";
import { holdsIn, readShards, type Shards } from "./store/ledger.ts";

/** What a decision about one person's time rests on; the guard was read before all the rest. */
export interface Person {
  host: Host;
  guard: ReadGuard;
  shards: Shards;
  /** Every hold near the time, expired ones among them. */
  holds: Hold[];
  /** Busy time of calendars that no live hold explains. */
  busy: Span[];
}

/** The longest buffer, in ms: how far outside a time something can matter to it. */
const REACH = 180 * 60_000;

/** Reads a person for times that are wanted or held, after the guard; null when the person is gone. */
export async function readPerson(
  app: App,
  guard: ReadGuard,
  times: Span[],
): Promise<Person | null> {
  const { hostId } = guard;
  const near = times.map(({ start, end }) => ({ start: start - REACH, end: end + REACH }));
  const [host, shards, ...readings] = await Promise.all([
    getHost(app.kv, hostId),
    readShards(app.kv, hostId, ...near),
    ...near.map((span) => readBusy(app.kv, hostId, guard.guard, span)),
  ]);
  if (!host) return null;
  const holds = holdsIn(shards);
  return { host, guard, shards, holds, busy: busyBeside(readings.flat(), holds, app.now()) };
}

/** Reads all of them, each after their guard; whoever is gone is left out. */
export async function readPersons(
  app: App,
  hostIds: readonly string[],
  times: Span[],
): Promise<Person[]> {
  const persons: Person[] = [];
  for (const hostId of hostIds) {
    await app.checkLedger(hostId);
    const person = await readPerson(app, await getGuard(app.kv, hostId), times);
    if (person) persons.push(person);
  }
  return persons;
}

/** What a wish is decided on. */
export interface Wanted {
  person: Person;
  type: EventType;
  terms: Terms;
  answer: Deno.KvEntryMaybe<AnswerRecord>;
  /** Whether the host takes no bookings from this guest. */
  isBlocked: boolean;
}

/** Everything that a wish for one person's time is decided on; null when the person or the event type is gone. */
export async function readWanted(
  app: App,
  known: { host: Host; type: EventType },
  time: Span,
  answerHash: string | null,
  email: string,
): Promise<Wanted | null> {
  const hostId = known.host.id;
  await app.checkLedger(hostId);
  const near = { start: time.start - REACH, end: time.end + REACH };
  const asKnown = {
    hostId,
    typeId: known.type.id,
    scheduleId: known.type.scheduleId,
    answerHash: answerHash ?? "",
    email,
  };
  const grounds = await readGrounds(app.kv, asKnown, near);
  const { guard, host, type, schedule, rules, shards, answer } = grounds;
  const reading = await readBusy(app.kv, hostId, guard.guard, near);
  if (!host || hasLeft(host) || !type) return null;
  const holds = holdsIn(shards);
  return {
    person: { host, guard, shards, holds, busy: busyBeside(reading, holds, app.now()) },
    type,
    terms: {
      schedule: type.scheduleId === asKnown.scheduleId
        ? schedule
        : await getSchedule(app.kv, hostId, type.scheduleId),
      rules,
      counted: await countedFor(app.kv, host, type, rules, time),
    },
    answer,
    isBlocked: grounds.isBlocked,
  };
}

/** Bookings whose request ran past its deadline but still stands in these holds. */
export function overdue(holds: readonly Hold[], now: number): string[] {
  return holds.flatMap((hold) => {
    if (!isLive(hold, now)) return hold.bookings;
    if (!hold.waiting) return [];
    const holding = new Set(seatsTaken(hold, now));
    return hold.bookings.filter((id) => !holding.has(id));
  });
}
