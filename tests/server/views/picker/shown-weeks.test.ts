import assert from "node:assert/strict";
import type { PickerView } from "$lib/components/picker-view.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { findBookingPage } from "$lib/server/event-types/booking-page.ts";
import { granted } from "../../../support/granted.ts";
import type { TestApp } from "../../../support/test-app.ts";
import { town } from "../../../support/town.ts";

async function shown(app: TestApp, { username }: Host, query: string, slug = "intro-call") {
  const found = await granted(findBookingPage(app, { username, slug }));
  return await buildPicker(app, found, new URLSearchParams(query));
}

/** The date that an empty day or month leads to. */
const leadsTo = ({ empty }: PickerView) => new URLSearchParams(empty?.next?.href).get("date");

Deno.test("buildPicker leads on from an absence beyond the shown weeks, and back only after the last day", async () => {
  const { app, host } = await town({ type: { slug: "far", bookingWindowDays: 90 } });
  const off = async (first: string, last: string) =>
    assert.ok((await hostRules.addTimeOff(app, host.id, { first, last, name: "" })).ok);
  await off("2026-11-26", "2027-01-06");
  const view = await shown(app, host, "date=2026-12-03", "far");
  assert.match(view.empty!.text, /is back on Thursday, 7 January 2027/);
  assert.equal(leadsTo(view), "2027-01-07");
  const within = await shown(app, host, "date=2026-11-27", "far");
  assert.deepEqual([within.empty!.title, leadsTo(within)], ["Ada Beck is away", "2027-01-07"]);
  // Another absence right behind it, and then a weekend.
  await off("2027-01-07", "2027-01-08");
  assert.equal(leadsTo(await shown(app, host, "date=2026-11-27", "far")), "2027-01-11");
  // Away until after the last date: nothing is later.
  await off("2027-01-09", "2027-03-01");
  const last = await shown(app, host, "date=2026-11-27", "far");
  assert.match(last.empty!.text, /is back on Tuesday, 2 March 2027/);
  assert.equal(leadsTo(last), "2026-11-25");
  const beyond = await shown(app, host, "month=2027-01", "far");
  assert.match(beyond.empty!.text, /is back on Tuesday, 2 March 2027/);
  assert.equal(beyond.empty!.next!.label, "Back to the first available days");
});

Deno.test("buildPicker leads on from the day after the last free one of a month", async () => {
  const { app, host } = await town({ type: { slug: "far", bookingWindowDays: 90 } });
  // Weeks until Sunday, 3 January: the last of them is off, and the Saturday before was never open.
  const away = { first: "2026-12-28", last: "2027-01-05", name: "" };
  assert.ok((await hostRules.addTimeOff(app, host.id, away)).ok);
  const day = await shown(app, host, "month=2026-12&date=2026-12-26", "far");
  assert.deepEqual([day.empty!.title, leadsTo(day)], [
    "No times available on this day",
    "2027-01-06",
  ]);
  const end = await shown(app, host, "date=2027-01-31", "far");
  assert.equal(leadsTo(end), "2027-01-29", "the last Friday that can be booked");
});

Deno.test("buildPicker begins weeks where the reader's language is from, else where the zone is", async () => {
  const { app, host } = await town();
  const found = await granted(
    findBookingPage(app, { username: host.username, slug: "intro-call" }),
  );
  const first = async (query: string, region: string | null = null) => {
    const params = new URLSearchParams(query);
    const { month } = await buildPicker(app, found, params, { region });
    const { date } = month!.weeks.flat().find((day) => day !== null)!;
    return `${month!.weekdays[0]!.long} ${date}`;
  };
  assert.equal(await first(""), "Monday 2026-10-26");
  assert.equal(await first("", "US"), "Sunday 2026-11-01");
  assert.equal(await first("", "EG"), "Saturday 2026-10-31");
  assert.equal(await first("tz=America/Sao_Paulo"), "Sunday 2026-11-01");
  assert.equal(await first("tz=Asia/Tehran", "DE"), "Monday 2026-10-26");
});
