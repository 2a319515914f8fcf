import assert from "node:assert/strict";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { explainDay } from "$lib/server/availability/explain.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { commit } from "$lib/server/store/commit.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/store/guard.ts";
import { busyByDay, writeGeneration } from "$lib/server/store/sync-state.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { noon, type TestApp } from "../../support/test-app.ts";
import {
  ada,
  addEventType,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/configured-app.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Rule {
  code: ReasonCode;
  /** What the host lays down, or what happens, before the time is asked for. */
  given(app: TestApp, host: Host): unknown;
  /** Not offered for this reason alone, and the next to it that is. */
  at: number;
  free: number;
}

const limits = { day: null, week: null, month: null };

/** Monday, 2 November 2026, half an hour every quarter from nine to five in Berlin; now it is Sunday noon, UTC. */
const table: Rule[] = [
  {
    code: "PAST",
    given: (app) => app.at(mondayTen),
    at: mondayTen,
    free: mondayTen + 900_000,
  },
  {
    code: "NOTICE",
    given: (app, host) => changed(app, host, { minimumNotice: 24 * 60 }),
    at: mondayTen,
    free: noon + DAY,
  },
  {
    code: "HORIZON",
    given: (app, host) => changed(app, host, { bookingWindowDays: 1 }),
    at: mondayTen + DAY,
    free: mondayTen + 6.5 * HOUR,
  },
  {
    code: "HORIZON",
    given: (app, host) => changed(app, host, { bookingWindowUntil: "2026-11-03" }),
    at: mondayTen + 2 * DAY,
    free: mondayTen + DAY,
  },
  { code: "HOURS", given: () => {}, at: mondayTen - 2 * HOUR, free: mondayTen - HOUR },
  { code: "HOURS", given: () => {}, at: mondayTen + 5 * MINUTE, free: mondayTen },
  {
    code: "OVERRIDE",
    given: (app, host) => onDate(app, host, "block", 600, 660),
    at: mondayTen,
    free: mondayTen + HOUR,
  },
  {
    code: "OVERRIDE",
    given: async (app, host) => {
      await onDate(app, host, "add", 1020, 1140);
      await onDate(app, host, "block", 1080, 1140);
    },
    at: mondayTen + 7.75 * HOUR,
    free: mondayTen + 7.5 * HOUR,
  },
  {
    code: "TIMEOFF",
    given: (app, host) =>
      hostRules.addTimeOff(app, host.id, { first: "2026-11-01", last: "2026-11-02", name: "Sea" }),
    at: mondayTen,
    free: mondayTen + DAY,
  },
  {
    code: "HOLIDAY",
    given: (app, host) =>
      hostRules.addHolidays(app, host.id, [{ date: "2026-11-02", name: "All Souls" }]),
    at: mondayTen,
    free: mondayTen + DAY,
  },
  {
    code: "BUSY",
    given: (app, host) => busy(app, host, mondayTen, mondayTen + HOUR),
    at: mondayTen + 45 * MINUTE,
    free: mondayTen + HOUR,
  },
  {
    code: "BOOKED",
    given: async (app, host) => {
      await addEventType(app, host, { slug: "coffee", decision: "instant" });
      await booked(app, "coffee", mondayTen);
    },
    at: mondayTen + 15 * MINUTE,
    free: mondayTen + 30 * MINUTE,
  },
  {
    code: "PENDING",
    given: (app) => booked(app, "intro-call", mondayTen),
    at: mondayTen + 15 * MINUTE,
    free: mondayTen + 30 * MINUTE,
  },
  {
    code: "BUFFER",
    given: async (app, host) => {
      await changed(app, host, { bufferAfter: 15 });
      await booked(app, "intro-call", mondayTen);
    },
    at: mondayTen + 30 * MINUTE,
    free: mondayTen + 45 * MINUTE,
  },
  {
    code: "CAP_DAY",
    given: async (app, host) => {
      await changed(app, host, { bookingLimits: { ...limits, day: 1 } });
      await booked(app, "intro-call", mondayTen);
    },
    at: mondayTen + 2 * HOUR,
    free: mondayTen + DAY,
  },
  {
    code: "CAP_WEEK",
    given: async (app, host) => {
      await hostRules.setBookingLimits(app, host.id, 0, { ...limits, week: 1 });
      await booked(app, "intro-call", mondayTen);
    },
    at: mondayTen + 4 * DAY,
    free: mondayTen + 7 * DAY,
  },
  {
    code: "CAP_MONTH",
    given: async (app, host) => {
      await hostRules.setBookingLimits(app, host.id, 0, { ...limits, month: 1 });
      await booked(app, "intro-call", mondayTen);
    },
    at: mondayTen + 28 * DAY,
    free: mondayTen + 29 * DAY,
  },
  {
    code: "STALE",
    given: async (app, host) => {
      await changed(app, host, { whenCalendarStale: "hide" });
      await busy(app, host, 0, 0, mondayTen + DAY);
    },
    at: mondayTen + DAY,
    free: mondayTen,
  },
];

for (const [i, rule] of table.entries()) {
  Deno.test(`rules: ${rule.code} (${i + 1}) holds at show, explain and commit alike`, async () => {
    using app = await configuredApp();
    const host = await ada(app);
    await rule.given(app, host);
    assert.deepEqual(await asked(app, rule.at), {
      shown: false,
      codes: [rule.code],
      granted: false,
    });
    assert.deepEqual(await asked(app, rule.free), { shown: true, codes: [], granted: true });
  });
}

Deno.test("rules: the last of a day's limit is given once, to whomever comes of many at once", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  await hostRules.setBookingLimits(app, host.id, 0, { ...limits, day: 3 });
  const starts = Array.from({ length: 16 }, (_, i) => mondayTen + i * 30 * MINUTE - HOUR);
  const answers = await Promise.all(
    starts.map((start) => bookings.request(app, bookingRequest({ start }))),
  );
  assert.equal(answers.filter(({ ok }) => ok).length, 3);
  for (const answer of answers) {
    if (!answer.ok) assert.equal(answer.refusal.code, "not-offered");
  }
});

Deno.test("host rules: hours that change under many requests let none in outside of them", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  const [schedule] = await listSchedules(app.kv, host.id);
  let granted = 0;
  const requests = Array.from({ length: 12 }, async (_, i) => {
    const answer = await bookings.request(
      app,
      bookingRequest({ start: mondayTen + i * 30 * MINUTE }),
    );
    if (answer.ok) granted++;
  });
  await requests[0];
  assert.ok((await schedules.saveRules(app, host.id, schedule!.id, { revision: 1, rules: [] })).ok);
  const before = granted;
  await Promise.all(requests);
  assert.ok(before > 0);
  assert.equal(granted, before);
});

/** What a host changes between the look and the commit of a request, by another process. */
const meanwhile: [what: string, change: (app: TestApp, host: Host) => Promise<unknown>][] = [
  ["closes the hours", async (app, host) => {
    const [schedule] = await listSchedules(app.kv, host.id);
    await schedules.saveRules(app, host.id, schedule!.id, { revision: 1, rules: [] });
  }],
  ["blocks the date", (app, host) => onDate(app, host, "block", 0, 1440)],
  [
    "takes the day off",
    (app, host) =>
      hostRules.addTimeOff(app, host.id, { first: "2026-11-02", last: "2026-11-02", name: "" }),
  ],
  ["requires more notice", (app, host) => changed(app, host, { minimumNotice: 2 * 24 * 60 })],
];

for (const [what, change] of meanwhile) {
  Deno.test(`host rules: a host who ${what} between snapshot and commit is noticed`, async () => {
    using app = await configuredApp();
    const host = await ada(app);
    let isFirst = true;
    const kv = beforeCommit(app.kv, async () => {
      if (!isFirst) return;
      isFirst = false;
      await change(app, host);
    });
    const answer = await bookings.request(
      { ...app, kv, withLock: (_hostIds, act) => act() },
      bookingRequest(),
    );
    assert.ok(!answer.ok && answer.refusal.code === "not-offered");
  });
}

/** The same store, where something happens before each commit. */
function beforeCommit(kv: Deno.Kv, happen: () => Promise<void>): Deno.Kv {
  return new Proxy(kv, {
    get(store, name) {
      if (name !== "atomic") {
        const value = Reflect.get(store, name, store);
        return typeof value === "function" ? value.bind(store) : value;
      }
      return () => {
        const op = store.atomic();
        const commit = op.commit.bind(op);
        op.commit = async () => {
          await happen();
          return await commit();
        };
        return op;
      };
    },
  });
}

Deno.test("rules: a limit of one type leaves the others alone, and what is given back counts no more", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  await addEventType(app, host, { slug: "coffee" });
  await changed(app, host, { bookingLimits: { ...limits, day: 1 } });
  const { booking } = await booked(app, "intro-call", mondayTen);
  assert.equal((await asked(app, mondayTen + HOUR)).granted, false);
  await booked(app, "coffee", mondayTen + HOUR);
  const end = { by: { actor: "guest" }, reason: "", revision: null } as const;
  assert.ok((await bookings.cancel(app, booking.id, end)).ok);
  assert.equal((await asked(app, mondayTen + 2 * HOUR)).granted, true);
});

Deno.test("host rules: a booking is rescheduled within the limit that it fills itself", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  await changed(app, host, { bookingLimits: { ...limits, day: 1 } });
  const { booking } = await booked(app, "intro-call", mondayTen);
  const wish = {
    by: { actor: "guest" },
    start: mondayTen + HOUR,
    revision: null,
    key: null,
  } as const;
  assert.ok((await bookings.reschedule(app, booking.id, wish)).ok);
});

/** What the three say of one start of the intro call. */
async function asked(app: TestApp, start: number) {
  const found = await findBookableType(app, "ada", "intro-call");
  assert.ok(found.ok);
  const { host, type } = found.value;
  const { starts } = await findSlots(app, host, type, 30, { start, end: start + 1 });
  const { requested } = await explainDay(app, host, type, 30, start);
  const answer = await bookings.request(app, bookingRequest({ start }));
  return {
    shown: starts.includes(start),
    codes: requested!.reasons.map(({ code }) => code),
    granted: answer.ok,
  };
}

async function changed(app: TestApp, host: Host, wish: Partial<EventTypeInput>) {
  const [type] = await listEventTypes(app.kv, host.id);
  const was = { ...type!, colour: "blue" as const, ...wish };
  assert.ok((await eventTypes.edit(app, host.id, type!.id, type!.revision, was)).ok);
}

async function onDate(
  app: TestApp,
  host: Host,
  kind: "add" | "block",
  from: number,
  to: number,
) {
  const [schedule] = await listSchedules(app.kv, host.id);
  const wish = { date: "2026-11-02", kind, from, to };
  assert.ok((await schedules.addOverride(app, host.id, schedule!.id, wish)).ok);
}

async function booked(app: TestApp, slug: string, start: number) {
  const answer = await bookings.request(app, bookingRequest({ slug, start }));
  assert.ok(answer.ok);
  return answer.value;
}

/** A chosen calendar, read just now, with one busy time in it. */
async function busy(
  app: TestApp,
  host: Host,
  start: number,
  end: number,
  readTo = mondayTen + 90 * DAY,
) {
  const spans = start < end ? [{ start, end }] : [];
  await writeGeneration(app.kv, host.id, "c:work", "g", busyByDay(spans));
  const guard = await getGuard(app.kv, host.id);
  const state = { ...unreadCalendar("g"), syncedAt: app.now(), syncedUntil: readTo };
  const calendars = { "c:work": state };
  assert.ok(await commit(guardedCommit(app.kv, guard, { ...guard.guard, calendars })));
}
