import assert from "node:assert/strict";
import type { PickerView } from "$lib/components/picker-view.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { request } from "$lib/server/bookings/index.ts";
import { findBookingPage } from "$lib/server/event-types/booking-page.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getSchedule } from "$lib/server/store/schedules.ts";
import type { TestApp } from "../../../support/test-app.ts";
import { addEventType, bookingRequest, mondayTen, town } from "../../../support/town.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { granted } from "../../../support/granted.ts";

async function shown(app: TestApp, { username }: Host, query: string, slug = "intro-call") {
  const found = await granted(findBookingPage(app, { username, slug }));
  return await buildPicker(app, found, new URLSearchParams(query));
}

const freeDays = (view: PickerView) =>
  view.month!.weeks.flat().filter((day) => day?.href).map((day) => day!.date);

Deno.test("buildPicker marks the free days of the zone it shows, and lists the selected day", async () => {
  const { app, host } = await town();
  const view = await shown(app, host, "date=2026-11-03");
  assert.equal(view.zone.name, "Europe/Berlin");
  assert.equal(view.zone.from, "owner");
  assert.deepEqual(freeDays(view).slice(0, 6), [
    "2026-11-02",
    "2026-11-03",
    "2026-11-04",
    "2026-11-05",
    "2026-11-06",
    "2026-11-09",
  ]);
  assert.equal(view.day?.label, "Tuesday, 3 November 2026");
  assert.equal(view.day?.times[0]?.label, "09:00");
  assert.equal(view.day?.times.length, 31);
  assert.equal(view.ownerClock, null);
});

Deno.test("buildPicker sorts the same instants into other dates for a far zone", async () => {
  const { app, host } = await town();
  const near = await shown(app, host, "date=2026-11-03");
  const far = await shown(app, host, "date=2026-11-03&tz=Pacific/Kiritimati&hours=12");
  assert.equal(far.zone.from, "chosen");
  assert.equal(far.day?.times[0]?.label, "12:00 AM", "the last hours of Ada's Monday");
  assert.match(far.ownerClock ?? "", /Ada Beck is in Europe\/Berlin/);
  const [first] = far.day!.times.filter((time) =>
    near.day!.times.some((own) => own.iso === time.iso)
  );
  assert.equal(first?.iso, "2026-11-03T08:00:00Z");
});

Deno.test("buildPicker preserves zone, clock and prefill in every link", async () => {
  const { app, host } = await town();
  const view = await shown(app, host, "tz=Asia/Tokyo&hours=24&name=Eve&junk=1");
  const links = [
    view.month!.next!,
    ...view.day!.times.map((time) => time.href),
    view.hours[0]!.href,
  ];
  for (const link of links) {
    const query = new URLSearchParams(link ?? "");
    assert.equal(query.get("tz"), "Asia/Tokyo");
    assert.equal(query.get("name"), "Eve");
    assert.equal(query.get("junk"), null);
  }
});

Deno.test("buildPicker stays within the months that can be booked, whatever is requested", async () => {
  const { app, host } = await town();
  for (
    const query of [
      "month=1999-01",
      "month=2099-12",
      "date=0000-00-00",
      "slot=never",
      "tz=Mars/Olympus",
    ]
  ) {
    const view = await shown(app, host, query);
    assert.ok(["November 2026", "December 2026"].includes(view.month!.label), query);
  }
  const first = await shown(app, host, "");
  assert.equal(first.month!.previous, null);
  const last = await shown(app, host, "month=2026-12");
  assert.equal(last.month!.next, null);
});

Deno.test("buildPicker explains why weeks are empty and links to the next free day", async () => {
  const { app, host } = await town({ type: { slug: "far", minimumNotice: 40 * 24 * 60 } });
  const view = await shown(app, host, "month=2026-11", "far");
  assert.equal(view.empty?.title, "No times available in November 2026");
  assert.match(view.empty?.text ?? "", /Friday, 11 December 2026/);
  assert.equal(new URLSearchParams(view.empty?.next?.href).get("date"), "2026-12-11");
});

Deno.test("buildPicker says that a host is away, until when, and only what they wrote for guests", async () => {
  const { app, host } = await town();
  const away = { first: "2026-11-01", last: "2026-12-07", name: "Surgery" };
  assert.ok((await hostRules.addTimeOff(app, host.id, away)).ok);
  assert.ok((await hostRules.addHolidays(app, host.id, [{ date: "2026-12-08", name: "" }])).ok);
  const silent = await shown(app, host, "");
  assert.deepEqual(silent.empty, {
    title: "Ada Beck is away",
    note: null,
    text: "Ada Beck is back on Wednesday, 9 December 2026.",
    next: { label: "Go to Wednesday, 9 December 2026", href: silent.empty!.next!.href },
  });
  assert.equal(new URLSearchParams(silent.empty?.next?.href).get("date"), "2026-12-09");
  assert.ok(!JSON.stringify(silent).includes("Surgery"));

  const short = { first: "2026-12-14", last: "2026-12-15", name: "", publicText: "In Rome." };
  assert.ok((await hostRules.addTimeOff(app, host.id, short)).ok);
  const day = await shown(app, host, "date=2026-12-15");
  assert.equal(day.empty?.note, "In Rome.");
  assert.match(day.empty?.text ?? "", /16 December/);
  assert.equal(new URLSearchParams(day.empty?.next?.href).get("date"), "2026-12-16");
});

Deno.test("buildPicker shows the sentence of an absent host beside the first free times", async () => {
  const { app, host } = await town();
  const away = { first: "2026-11-01", last: "2026-11-03", name: "", publicText: "At sea." };
  assert.ok((await hostRules.addTimeOff(app, host.id, away)).ok);
  const view = await shown(app, host, "");
  assert.deepEqual([view.empty, view.note, view.day?.date], [null, "At sea.", "2026-11-04"]);
});

Deno.test("buildPicker leads from a day without times to the next one that has some", async () => {
  const { app, host } = await town();
  const { day, empty } = await shown(app, host, "date=2026-11-07");
  assert.equal(day?.date, "2026-11-07");
  assert.equal(empty?.title, "No times available on this day");
  assert.equal(new URLSearchParams(empty?.next?.href).get("date"), "2026-11-09");
});

Deno.test("buildPicker begins with the current week and goes on into the next month", async () => {
  const { app, host } = await town();
  app.at(Date.UTC(2026, 10, 30, 6));
  const view = await shown(app, host, "date=2026-12-03");
  assert.equal(view.month!.label, "Nov – Dec 2026");
  const dates = view.month!.weeks.flat().map((day) => day?.date);
  assert.deepEqual([dates[0], dates.at(-1), dates.length], ["2026-11-30", "2026-12-27", 28]);
  assert.equal(view.day?.date, "2026-12-03");
  assert.equal(view.month!.weeks[0]![1]?.month, "Dec");
});

Deno.test("buildPicker stays on the weeks that it shows when a day of the next month is chosen", async () => {
  const { app, host } = await town({ type: { slug: "far", bookingWindowDays: 120 } });
  const view = await shown(app, host, "month=2026-12", "far");
  assert.equal(view.day?.date, "2026-12-01", "and not the last day of November");
  const link = view.month!.weeks.flat().find((day) => day?.date === "2027-01-01")!.href!;
  const next = await shown(app, host, link, "far");
  assert.deepEqual([next.month!.label, next.day?.date], ["December 2026", "2027-01-01"]);
});

Deno.test("buildPicker parts more than eight times by the clock of the guest", async () => {
  const { app, host } = await town({ type: { slug: "long", durations: [60] } });
  const parts = async (query: string, slug: string) =>
    (await shown(app, host, query, slug)).day!.parts.map(({ label, times }) =>
      [label, times[0]!.label, times.length] as const
    );
  assert.deepEqual(await parts("date=2026-11-03", "long"), [[null, "09:00", 8]]);
  assert.deepEqual(await parts("date=2026-11-03", "intro-call"), [
    ["Morning", "09:00", 12],
    ["Afternoon", "12:00", 19],
  ]);
  assert.deepEqual(await parts("date=2026-11-03&tz=Asia/Kolkata", "intro-call"), [
    ["Afternoon", "13:30", 18],
    ["Evening", "18:00", 13],
  ]);
});

Deno.test("buildPicker lists zones by today's names, and finds them by old ones", async () => {
  const { app, host } = await town();
  const list = async (query: string) => (await shown(app, host, query)).zone.list?.zones ?? [];
  assert.deepEqual(await list(""), []);
  const all = (await list("zones=")).map(({ name }) => name);
  assert.ok(all.length > 400);
  assert.ok(all.includes("Europe/Kyiv") && !all.includes("Europe/Kiev"));
  for (const [sought, name] of [["kiev", "Europe/Kyiv"], ["CALCUTTA", "Asia/Kolkata"]]) {
    assert.deepEqual((await list(`zones=${sought}`)).map((zone) => zone.name), [name]);
  }
  assert.deepEqual(await list("zones=atlantis"), []);
  const kolkata = await shown(app, host, "tz=Asia/Calcutta");
  assert.equal(kolkata.zone.label, "Asia/Kolkata (GMT+5:30)");
  assert.equal(kolkata.zone.time, "17:30");
});

Deno.test("buildPicker takes the clock from the browser or the link, never from the zone", async () => {
  const { app, host } = await town();
  for (const zone of ["America/New_York", "Europe/Berlin"]) {
    assert.equal((await shown(app, host, `tz=${zone}`)).clock.hours, host.hourCycle);
    const chosen = await shown(app, host, `tz=${zone}&hours=12`);
    assert.deepEqual(chosen.clock, { hours: 12, from: "chosen" });
    assert.equal(new URLSearchParams(chosen.zone.choose).get("hours"), "12");
  }
});

Deno.test("buildPicker distinguishes no hours, everything taken and an unreadable calendar", async () => {
  const { app, host } = await town();
  const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
  const schedule = (await getSchedule(app.kv, host.id, type.scheduleId))!;

  await app.kv.set(keys.schedule(host.id, schedule.id), { ...schedule, rules: [] });
  assert.equal((await shown(app, host, "")).empty?.title, "No availability set");

  const rules = [{ weekday: 1, from: 600, to: 630 }];
  await app.kv.set(keys.schedule(host.id, schedule.id), { ...schedule, rules });
  await app.kv.set(keys.eventType(host.id, type.id), { ...type, bookingWindowDays: 2 });
  assert.ok((await request(app, bookingRequest())).ok);
  assert.equal((await shown(app, host, "")).empty?.title, "Fully booked");

  await addEventType(app, host, { slug: "careful", whenCalendarStale: "hide" });
  const state = unreadCalendar("a");
  await app.kv.set(keys.guard(host.id), { version: 99, calendars: { "c:work": state } });
  assert.equal((await shown(app, host, "", "careful")).empty?.title, "Calendar unavailable");
});

Deno.test("buildPicker shows the form for an available time, and the nearest others for one that is gone", async () => {
  const { app, host } = await town();
  const slot = new Date(mondayTen).toISOString();
  const free = await shown(app, host, `slot=${slot}&tz=America/New_York`);
  assert.equal(free.chosen?.offered, true);
  assert.match(free.chosen?.when ?? "", /04:00–04:30/);
  assert.match(free.chosen?.ownerWhen ?? "", /10:00–10:30 \(Europe\/Berlin/);

  assert.ok((await request(app, bookingRequest())).ok);
  const gone = await shown(app, host, `slot=${slot}`);
  assert.equal(gone.chosen?.offered, false);
  assert.equal(gone.chosen?.alternatives.length, 4);
});

Deno.test("buildPicker shows a form that was sent before, for going back to it", async () => {
  const { app, host } = await town();
  const key = { route: "form", value: "k".repeat(22) };
  assert.ok((await request(app, bookingRequest({ key }))).ok);
  const slot = new Date(mondayTen).toISOString();
  const again = await shown(app, host, `slot=${slot}&key=${key.value}`);
  assert.deepEqual([again.chosen?.offered, again.chosen?.sent], [true, true]);
  const other = await shown(app, host, `slot=${slot}&key=${"j".repeat(22)}`);
  assert.deepEqual([other.chosen?.offered, other.chosen?.sent], [false, false]);
});

Deno.test("buildPicker offers every length and shows the times of the selected one", async () => {
  const { app, host } = await town({ type: { slug: "long", durations: [30, 90] } });
  const view = await shown(app, host, "minutes=90&date=2026-11-03", "long");
  assert.deepEqual(view.lengths.map((each) => [each.label, each.current]), [
    ["30 min", false],
    ["1\u00a0h\u00a030", true],
  ]);
  assert.equal(view.day?.times.at(-1)?.label, "15:00");
  assert.equal((await shown(app, host, "minutes=7", "long")).type.length, "30 min");
});

Deno.test("buildPicker shows a type whose last date has passed as over, not as all taken", async () => {
  const { app, host } = await town({ type: { slug: "fair", bookingWindowUntil: "2026-11-02" } });
  assert.equal((await shown(app, host, "", "fair")).empty, null);
  app.at(mondayTen + DAY);
  for (const query of ["", "month=2026-12"]) {
    const { empty, month } = await shown(app, host, query, "fair");
    assert.equal(empty?.title, "Booking has closed");
    assert.deepEqual([month!.previous, month!.next], [null, null]);
  }
});
