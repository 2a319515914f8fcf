/** A month of a large round robin: its members one by one, kept in memory, and as scheduling products compute it with dayjs. */
import dayjs from "dayjs";
import isBetween from "dayjs/plugin/isBetween.js";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { unionOfStarts } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { openVersionedCache } from "$lib/server/runtime/versioned-cache.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { addMemberHost, addTeam, addTeamType } from "../support/team-town.ts";
import type { TestApp } from "../support/test-app.ts";
import { configuredApp } from "../support/town.ts";
import { type Measured, median } from "./bench-table.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
/** December 2026, a month away. */
const month = { start: Date.UTC(2026, 11, 1), end: Date.UTC(2027, 0, 1) };
const BUSY_SPANS = 60;
const ROUNDS = 9;
/** Members whose month is computed with dayjs, which takes about half a second each. */
const FEW = 4;

dayjs.extend(isBetween);

export async function measureTeams(): Promise<Measured[]> {
  using app = await configuredApp();
  const pool = await poolOf(app, 100);
  const some = { ...pool, hosts: pool.hosts.slice(0, 88) };
  const [eightyEight, hundred] = [await typeOf(app, some, "visit"), await typeOf(app, pool, "all")];
  const singles = await perRound(() => forget(app), () => singleHosts(app, some));
  const cold = await perRound(() => forget(app), () => findMonth(app, some.hosts, eightyEight));
  const warm = await perRound(() => {}, () => findMonth(app, some.hosts, eightyEight));
  const coldAll = await perRound(() => forget(app), () => findMonth(app, pool.hosts, hundred));
  const warmAll = await perRound(() => {}, () => findMonth(app, pool.hosts, hundred));
  const kept = some.hosts.map(keptStarts);
  const combined = await perRound(() => {}, () => Promise.resolve(unionOfStarts(kept)));
  const begun = performance.now();
  monthByDayjs(some.hosts.slice(0, FEW));
  // One by one and all alike, so a few of them are enough to time.
  const naive = (performance.now() - begun) * some.hosts.length / FEW;
  return [{
    what: "month of an 88-member round robin, from the store",
    value: cold,
    unit: "ms",
    baseline: { what: "88 hosts one by one", value: singles },
    aim: { most: 1.2, of: "ratio" },
  }, {
    what: "the same",
    value: cold,
    unit: "ms",
    baseline: { what: "88 members with dayjs, in memory", value: naive },
    aim: { most: 1 / 50, of: "ratio" },
  }, {
    what: "the same, with every member's starts in memory",
    value: warm,
    unit: "ms",
    baseline: { what: "from the store", value: cold },
    aim: { most: 40, of: "value" },
  }, {
    what: "combining the starts of 88 members",
    value: combined,
    unit: "ms",
    aim: { most: 1, of: "value" },
  }, {
    what: "month of a pool of 100, from the store",
    value: coldAll,
    unit: "ms",
    aim: { most: 40, of: "value" },
  }, {
    what: "the same, with every member's starts in memory",
    value: warmAll,
    unit: "ms",
    baseline: { what: "from the store", value: coldAll },
    aim: { most: 0.5, of: "ratio" },
  }];
}

interface Pool {
  hosts: Host[];
  team: Awaited<ReturnType<typeof addTeam>>;
}

/** So many members of one team, each with a calendar of sixty busy spans a month. */
async function poolOf(app: TestApp, size: number): Promise<Pool> {
  const hosts: Host[] = [];
  for (let n = 0; n < size; n++) {
    const host = await addMemberHost(app, `member-${n}`);
    await connectCalendar(app, host, busyOf(n));
    hosts.push(host);
  }
  return { hosts, team: await addTeam(app, hosts) };
}

function typeOf(app: TestApp, { team, hosts }: Pool, slug: string): Promise<EventType> {
  const type = { slug, slotInterval: 15, bookingWindowDays: 90 };
  return addTeamType(app, team, hosts, { type });
}

/** Twenty minutes here and there, at other times for each member. */
function busyOf(member: number): Span[] {
  return Array.from({ length: BUSY_SPANS }, (_, i) => {
    const start = month.start + i * 12 * HOUR + ((member * 35) % 600) * MINUTE;
    return { start, end: start + 20 * MINUTE };
  });
}

function findMonth(app: TestApp, hosts: Host[], type: EventType) {
  return findSlots(app, { hosts, type, minutes: 30, window: month });
}

async function singleHosts(app: TestApp, { hosts }: Pool): Promise<void> {
  for (const host of hosts) {
    const [type] = await listEventTypes(app.kv, host.id);
    await findMonth(app, [host], { ...type!, bookingWindowDays: 90 });
  }
}

function forget(app: TestApp): void {
  app.memberStartsCache = openVersionedCache(1_000);
  app.nextFreeCache = openVersionedCache(100);
}

/** As many starts as a member has in a month of full days. */
function keptStarts(_host: Host, member: number): number[] {
  return Array.from(
    { length: 22 * 31 },
    (_, i) => month.start + Math.floor(i / 31) * DAY + (i % 31 + 32 + member % 4) * 15 * MINUTE,
  );
}

/** Every start of every member as a dayjs object, kept where no busy span has it between its ends. */
function monthByDayjs(hosts: readonly Host[]): number {
  const offered = new Set<number>();
  hosts.forEach((_, member) => {
    const busy = busyOf(member).map(({ start, end }) => ({ start: dayjs(start), end: dayjs(end) }));
    for (
      let start = dayjs(month.start);
      start.valueOf() < month.end;
      start = start.add(15, "minute")
    ) {
      if (start.day() % 6 === 0 || start.hour() < 9 || start.hour() >= 17) continue;
      const end = start.add(30, "minute");
      const isFree = busy.every((span) =>
        !start.isBetween(span.start, span.end, null, "[)") &&
        !end.isBetween(span.start, span.end, null, "(]") &&
        !span.start.isBetween(start, end, null, "[)")
      );
      if (isFree) offered.add(start.valueOf());
    }
  });
  return offered.size;
}

/** Milliseconds of one call: the middle of some, once warm. */
async function perRound(before: () => void, act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    before();
    const begun = performance.now();
    await act();
    if (round > 0) times.push(performance.now() - begun);
  }
  return median(times);
}
