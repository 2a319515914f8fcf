/** What picker, form and public API promise of a booking is what sending it then does (CAL-4). */
import assert from "node:assert/strict";
import type { EventTypeWish } from "$lib/scheduling/event-type.ts";
import * as bookings from "$lib/server/bookings.ts";
import type { CalendarState } from "$lib/server/calendars/calendar.ts";
import { confirmationNow } from "$lib/server/confirmation.ts";
import { findType } from "$lib/server/offers.ts";
import { showPicker } from "$lib/server/picker/show.ts";
import { publicEventType } from "$lib/server/public-event-type.ts";
import { connectCalendar } from "../support/a-calendar.ts";
import { noon } from "../support/app.ts";
import { ada, aType, aWish, installation, mondayTen } from "../support/installation.ts";
import { keptCalendar } from "../support/kept-calendar.ts";

const MINUTE = 60_000, DAY = 86_400_000;
const failing = { since: noon, kind: "signed-out" as const, why: "wrong-password", detail: "" };

const cases: [string, Partial<CalendarState> | null, Partial<EventTypeWish>, string][] = [
  ["no calendar", null, {}, "Confirmed at once"],
  ["a calendar read just now", {}, {}, "Confirmed at once"],
  ["one read an hour ago", { readAt: noon - 60 * MINUTE }, {}, "currently confirms each request"],
  ["one that was never read", { readAt: null }, {}, "currently confirms each request"],
  ["one with an entry that cannot be read", { unread: 1 }, {}, "currently confirms each request"],
  [
    "one whose listing leaves out what is there",
    { incomplete: true },
    {},
    "currently confirms each request",
  ],
  ["one that refuses us", { failing }, {}, "currently confirms each request"],
  ["one read to a day before", { readTo: mondayTen - DAY }, {}, "currently confirms each request"],
  ["a stale one that does not matter", { readAt: null }, { overStale: "ignore" }, "at once"],
  ["a guest who verifies their email first", {}, { guestCheck: true }, "verified your email"],
  ["approval", {}, { decision: "approval" }, "confirms each request"],
];

for (const [name, state, wish, label] of cases) {
  Deno.test(`showPicker: with ${name} it promises what a booking then is`, async () => {
    const sendMail = () => Promise.resolve();
    using app = await installation({
      sendMail,
      openCalendar: () => Promise.resolve(keptCalendar().calendar),
    });
    const host = await ada(app);
    await aType(app, host, { slug: "coffee", decision: "instant", ...wish });
    if (state) await connectCalendar(app, host, [], { readAt: app.now(), ...state });
    const found = await findType(app, "ada", "coffee");
    assert(found.ok);
    const { type } = found.value;
    const show = (query: string) => showPicker(app, host, type, new URLSearchParams(query));
    const form = await show("slot=2026-11-02T09:00:00Z");
    assert.ok(form.chosen?.offered);
    const asked = await bookings.request(app, aWish({ slug: "coffee" }));
    assert(asked.ok);
    const isConfirmed = asked.value.booking.status === "CONFIRMED";
    assert.equal(form.type.instant, isConfirmed);
    assert.ok(form.type.decision.endsWith(label), form.type.decision);
    // What lies beyond the reading is none of the page's without a time.
    if (state?.readTo) return;
    const page = await show("");
    assert.deepEqual([page.type.instant, page.type.decision], [
      isConfirmed,
      form.type.decision,
    ]);
    const [confirmation] = await confirmationNow(app, host.id, [type]);
    const { decision } = publicEventType(host, type, confirmation!);
    assert.equal(decision, isConfirmed ? "instant" : "approval");
  });
}
