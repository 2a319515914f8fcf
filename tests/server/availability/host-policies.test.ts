import assert from "node:assert/strict";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { busyByDay, writeGeneration } from "$lib/server/store/sync-state.ts";
import { noon, type TestApp } from "../../support/test-app.ts";
import { addEventType, mondayTen, town } from "../../support/town.ts";
import {
  editIntroCall,
  noLimits,
  outcomeAt,
  overrideMonday,
  requireNotice,
} from "../../support/host-policies.ts";
import { bookAt } from "../../support/ledger.ts";

interface Rule {
  code: ReasonCode;
  /** What the host lays down, or what happens, before the time is asked for. */
  given(app: TestApp, host: Host): unknown;
  /** Not offered for this reason alone, and the next to it that is. */
  at: number;
  free: number;
}

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
    given: (app, host) => requireNotice(app, host, 24 * 60),
    at: mondayTen,
    free: noon + DAY,
  },
  {
    code: "HORIZON",
    given: (app, host) => editIntroCall(app, host, { bookingWindowDays: 1 }),
    at: mondayTen + DAY,
    free: mondayTen + 6.5 * HOUR,
  },
  {
    code: "HORIZON",
    given: (app, host) => editIntroCall(app, host, { bookingWindowUntil: "2026-11-03" }),
    at: mondayTen + 2 * DAY,
    free: mondayTen + DAY,
  },
  { code: "HOURS", given: () => {}, at: mondayTen - 2 * HOUR, free: mondayTen - HOUR },
  { code: "HOURS", given: () => {}, at: mondayTen + 5 * MINUTE, free: mondayTen },
  {
    code: "OVERRIDE",
    given: (app, host) => overrideMonday(app, host, "block", 600, 660),
    at: mondayTen,
    free: mondayTen + HOUR,
  },
  {
    code: "OVERRIDE",
    given: async (app, host) => {
      await overrideMonday(app, host, "add", 1020, 1140);
      await overrideMonday(app, host, "block", 1080, 1140);
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
      await bookAt(app, mondayTen, { slug: "coffee" });
    },
    at: mondayTen + 15 * MINUTE,
    free: mondayTen + 30 * MINUTE,
  },
  {
    code: "PENDING",
    given: (app) => bookAt(app, mondayTen, { slug: "intro-call" }),
    at: mondayTen + 15 * MINUTE,
    free: mondayTen + 30 * MINUTE,
  },
  {
    code: "BUFFER",
    given: async (app, host) => {
      await editIntroCall(app, host, { bufferAfter: 15 });
      await bookAt(app, mondayTen, { slug: "intro-call" });
    },
    at: mondayTen + 30 * MINUTE,
    free: mondayTen + 45 * MINUTE,
  },
  {
    code: "CAP_DAY",
    given: async (app, host) => {
      await editIntroCall(app, host, { bookingLimits: { ...noLimits, day: 1 } });
      await bookAt(app, mondayTen, { slug: "intro-call" });
    },
    at: mondayTen + 2 * HOUR,
    free: mondayTen + DAY,
  },
  {
    code: "CAP_WEEK",
    given: async (app, host) => {
      await hostRules.setBookingLimits(app, host.id, 0, { ...noLimits, week: 1 });
      await bookAt(app, mondayTen, { slug: "intro-call" });
    },
    at: mondayTen + 4 * DAY,
    free: mondayTen + 7 * DAY,
  },
  {
    code: "CAP_MONTH",
    given: async (app, host) => {
      await hostRules.setBookingLimits(app, host.id, 0, { ...noLimits, month: 1 });
      await bookAt(app, mondayTen, { slug: "intro-call" });
    },
    at: mondayTen + 28 * DAY,
    free: mondayTen + 29 * DAY,
  },
  {
    code: "STALE",
    given: async (app, host) => {
      await editIntroCall(app, host, { whenCalendarStale: "hide" });
      await busy(app, host, 0, 0, mondayTen + DAY);
    },
    at: mondayTen + DAY,
    free: mondayTen,
  },
];

for (const [i, rule] of table.entries()) {
  Deno.test(`host rules: ${rule.code} (${i + 1}) holds at show, explain and commit alike`, async () => {
    const { app, host } = await town();
    await rule.given(app, host);
    assert.deepEqual(await outcomeAt(app, rule.at), {
      shown: false,
      codes: [rule.code],
      granted: false,
    });
    assert.deepEqual(await outcomeAt(app, rule.free), { shown: true, codes: [], granted: true });
  });
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
