/** What picker, form and public API promise of a booking is what sending it then does (CAL-4). */
import assert from "node:assert/strict";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { confirmationModeNow } from "$lib/server/availability/confirmation-now.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { hostBookingPage } from "$lib/server/event-types/booking-page.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { publicEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { granted } from "../../support/granted.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { noon } from "../../support/test-app.ts";
import { ask, mondayTen, town } from "../../support/town.ts";
import { memoryCalendar } from "../../support/memory-calendar.ts";
import { sampleFailure } from "../../support/sample-connection.ts";

const failing = sampleFailure({ since: noon });

const cases: [string, Partial<CalendarState> | null, Partial<EventTypeInput>, string][] = [
  ["no calendar", null, {}, "Instant confirmation"],
  ["a calendar read just now", {}, {}, "Instant confirmation"],
  [
    "one read an hour ago",
    { syncedAt: noon - HOUR },
    {},
    "Currently requires approval by Ada Beck",
  ],
  ["one that was never read", { syncedAt: null }, {}, "Currently requires approval by Ada Beck"],
  [
    "one with an entry that cannot be read",
    { unreadableCount: 1 },
    {},
    "Currently requires approval by Ada Beck",
  ],
  [
    "one whose listing leaves out what is there",
    { isListingIncomplete: true },
    {},
    "Currently requires approval by Ada Beck",
  ],
  ["one that refuses us", { failure: failing }, {}, "Currently requires approval by Ada Beck"],
  [
    "one read to a day before",
    { syncedUntil: mondayTen - DAY },
    {},
    "Currently requires approval by Ada Beck",
  ],
  [
    "a stale one that does not matter",
    { syncedAt: null },
    { whenCalendarStale: "ignore" },
    "Instant confirmation",
  ],
  [
    "a guest who verifies their email first",
    {},
    { requireVerifiedEmail: true },
    "verified your email",
  ],
  ["approval", {}, { decision: "approval" }, "Requires approval by Ada Beck"],
];

for (const [name, state, wish, label] of cases) {
  Deno.test(`buildPicker: with ${name} it promises what a booking then is`, async () => {
    const sendMail = () => Promise.resolve();
    const { app, host } = await town({
      app: {
        sendMail,
        openCalendar: () => Promise.resolve(memoryCalendar().calendar),
      },
      type: { slug: "coffee", decision: "instant", ...wish },
    });
    if (state) await connectCalendar(app, host, [], { syncedAt: app.now(), ...state });
    const found = await granted(findBookableType(app, "ada", "coffee"));
    const page = hostBookingPage(host, found.type);
    const show = (query: string) => buildPicker(app, page, new URLSearchParams(query));
    const form = await show("slot=2026-11-02T09:00:00Z");
    assert.ok(form.chosen?.offered);
    const requested = await ask(app, { slug: "coffee" });
    const isConfirmed = requested.booking.status === "CONFIRMED";
    assert.equal(form.type.instant, isConfirmed);
    assert.ok(form.type.decision.endsWith(label), form.type.decision);
    // What lies beyond the reading is none of the page's without a time.
    if (state?.syncedUntil) return;
    const shown = await show("");
    assert.deepEqual([shown.type.instant, shown.type.decision], [
      isConfirmed,
      form.type.decision,
    ]);
    const { decision } = publicEventTypeJson(page, await confirmationModeNow(app, page));
    assert.equal(decision, isConfirmed ? "instant" : "approval");
  });
}
