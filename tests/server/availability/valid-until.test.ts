import assert from "node:assert/strict";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { validUntil } from "$lib/server/availability/horizon-search.ts";
import type { OfferingSnapshot } from "$lib/server/availability/slot-query.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";

const noon = Date.UTC(2026, 10, 1, 12), terms = { now: noon, syncIntervalMs: 15 * MINUTE };

interface Given {
  host?: string;
  window?: string;
  deadlines?: number[];
  syncedAt?: number;
}

/** Of a host and a booking window so many hours before midnight, with requests and a calendar. */
function until({ host = "Etc/GMT+11", window = "Etc/GMT+11", deadlines = [], syncedAt }: Given) {
  const calendar = { ...unreadCalendar("one"), syncedAt: syncedAt ?? 0, syncedUntil: noon + DAY };
  const snapshot = {
    host: { zone: host },
    holds: deadlines.map((expiresAt) => ({ expiresAt })),
    policies: { zone: window, limitHolds: [], teamStarts: [] },
    guard: { guard: { calendars: syncedAt === undefined ? {} : { calendar } } },
  };
  return validUntil(snapshot as unknown as OfferingSnapshot, terms as never) - noon;
}

Deno.test("validUntil: each instant that changes what was found ends it, the earliest first", () => {
  assert.equal(until({}), 23 * HOUR, "midnight of both");
  assert.equal(until({ host: "Etc/GMT-11" }), HOUR, "midnight of the host");
  assert.equal(until({ window: "Etc/GMT-10" }), 2 * HOUR, "midnight of the booking window");
  assert.equal(until({ deadlines: [noon - 1, noon + 5, noon + 3] }), 3, "the next deadline");
  const stale = until({ syncedAt: noon - 20 * MINUTE });
  assert.equal(stale, 10 * MINUTE + 1, "a calendar that turns stale");
});

Deno.test("validUntil: the deadline of one of the guests of a shared slot counts", () => {
  const snapshot = {
    host: { zone: "Etc/GMT+11" },
    holds: [{ expiresAt: null, seatDeadlines: { one: noon + 7 } }],
    policies: { zone: "Etc/GMT+11", limitHolds: [{ expiresAt: noon + 6 }], teamStarts: [] },
    guard: { guard: { calendars: {} } },
  };
  assert.equal(validUntil(snapshot as unknown as OfferingSnapshot, terms as never) - noon, 6);
});
