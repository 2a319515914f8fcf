import assert from "node:assert/strict";
import { addDays, datesBetween, startOfDay } from "$lib/scheduling/day.ts";
import type { Place } from "$lib/components/calendar-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { daysView } from "$lib/server/views/calendar-view.ts";
import { readDaysOfRequests, readSmallDay } from "$lib/server/views/day-column.ts";
import { type HostCalendar, readHostCalendar } from "$lib/server/views/host-calendar.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { ada } from "../../support/sample-booking.ts";
import { booked } from "../../support/booked-meeting.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { ask, mondayTen, town } from "../../support/town.ts";

const words = messages("en").dashboard.calendar;

/** The columns of a week of dates with nothing but busy time and open hours. */
function week(first: string, given: Partial<HostCalendar>, hours: "all" | "used" = "all") {
  const host: Host = ada({ zone: "Europe/Berlin" });
  const dates = datesBetween(first, addDays(first, 6));
  const span = {
    start: startOfDay(first, host.zone),
    end: startOfDay(addDays(first, 7), host.zone),
  };
  const calendar = { span, open: [], closed: [], held: [], busy: [], unknown: [], ...given };
  const now = span.start;
  return daysView(calendar, { dates, hours, leastMinutes: 30 }, { host, now, words });
}

const busy = (start: string, end: string) => ({
  start: Date.parse(start),
  end: Date.parse(end),
  calendar: "Work",
  title: "",
});
const minutes = ({ hour, five }: Pick<Place, "hour" | "five">) => hour * 60 + five * 5;
const lengthOf = ({ hours, fives }: Place) => hours * 60 + fives * 5;

Deno.test("calendar view: both passes of the repeated hour have their place, and the others keep theirs", () => {
  const { days, ruler } = week("2026-10-19", {
    busy: [
      busy("2026-10-25T00:30Z", "2026-10-25T00:45Z"),
      busy("2026-10-25T01:30Z", "2026-10-25T01:45Z"),
      busy("2026-10-25T09:00Z", "2026-10-25T10:00Z"),
      busy("2026-10-24T08:00Z", "2026-10-24T09:00Z"),
    ],
  });
  assert.deepEqual(ruler.hours.map(({ label }) => label).slice(1, 5), [
    "01:00",
    "02:00",
    "02:00",
    "03:00",
  ]);
  const [saturday, sunday] = days.slice(-2);
  const tops = sunday!.items.map(({ place, time }) => [time, minutes(place)]);
  assert.deepEqual(tops, [["02:30–02:45", 150], ["02:30–02:45", 210], ["10:00–11:00", 660]]);
  assert.deepEqual(saturday!.items.map(({ place }) => minutes(place)), [660]);
  assert.deepEqual(saturday!.gaps.map((gap) => [minutes(gap), lengthOf(gap)]), [[180, 60]]);
  assert.deepEqual(sunday!.gaps, []);
});

Deno.test("calendar view: an hour that is skipped is a gap of that day", () => {
  const { days } = week("2027-03-22", { busy: [busy("2027-03-28T00:30Z", "2027-03-28T01:30Z")] });
  const sunday = days.at(-1)!;
  assert.deepEqual(sunday.gaps.map((gap) => [minutes(gap), lengthOf(gap)]), [[120, 60]]);
  assert.deepEqual(sunday.items.map(({ time }) => time), ["01:30–03:30"]);
});

Deno.test("calendar view: over midnight it is on both days, all day it stands above", () => {
  const { days } = week("2026-11-23", {
    busy: [
      busy("2026-11-24T21:00Z", "2026-11-25T00:00Z"),
      busy("2026-11-25T20:00Z", "2026-11-27T12:00Z"),
    ],
  });
  const shown = days.map(({ items, banners }) => [
    ...items.map(({ time }) => time),
    ...banners.map(({ title }) => title),
  ]);
  assert.deepEqual(shown, [
    [],
    ["from 22:00"],
    ["until 01:00", "from 21:00"],
    ["Busy · Work"],
    ["until 13:00"],
    [],
    [],
  ]);
});

Deno.test("calendar view: the used hours lie round the open ones, and what is left out is counted", () => {
  const open = [{ start: Date.parse("2026-11-23T08:00Z"), end: Date.parse("2026-11-23T16:00Z") }];
  const night = [busy("2026-11-23T20:00Z", "2026-11-23T21:00Z")];
  const { days, ruler } = week("2026-11-23", { open, busy: night }, "used");
  assert.deepEqual([ruler.top, ruler.bottom], [480, 1080]);
  assert.deepEqual(days[0]!.banners.map(({ title }) => title), ["1 busy time outside these hours"]);
  assert.deepEqual(days[0]!.items, []);
});

Deno.test("calendar view: the hours of a week in which the clock changes show the change", () => {
  const open = [{ start: Date.parse("2026-10-19T07:00Z"), end: Date.parse("2026-10-19T15:00Z") }];
  assert.equal(week("2026-10-19", { open }, "used").ruler.top, 120);
  const later = [{ start: Date.parse("2027-03-22T08:00Z"), end: Date.parse("2027-03-22T16:00Z") }];
  assert.equal(week("2027-03-22", { open: later }, "used").ruler.top, 60);
});

Deno.test("calendar view: unknown time is said and shown, and never only as open", () => {
  const start = Date.parse("2026-11-23T23:00Z"), end = start + DAY;
  const unknown = [{ start, end, calendar: "Work", reason: "stale" as const }];
  const { days } = week("2026-11-23", { open: [{ start, end }], unknown });
  assert.deepEqual(days[1]!.unknown.map(lengthOf), [1440]);
  assert.match(days[1]!.notes.join(" "), /Work isn’t fully known on this day/);
  assert.deepEqual(days[0]!.unknown, []);
});

Deno.test("calendar view: busy times that are the same have ids of their own", () => {
  const same = busy("2026-11-24T08:00Z", "2026-11-24T09:00Z");
  const [, tuesday] = week("2026-11-23", { busy: [same, same] }).days;
  assert.equal(new Set(tuesday!.items.map(({ id }) => id)).size, 2);
  assert.deepEqual(tuesday!.items.map(({ lane, lanes }) => [lane, lanes]), [[0, 2], [1, 2]]);
});

Deno.test("small day: the request is marked, what lies round it is there, titles from the answer", async () => {
  const { app, host } = await town();
  const requested = await ask(app);
  const { id } = requested.booking;
  await connectCalendar(app, host, [{ start: mondayTen + HOUR, end: mondayTen + 2 * HOUR }]);
  const small = (await readDaysOfRequests(app, host, [requested.booking])).get(id)!;
  assert.deepEqual(
    small.day.items.map(({ kind, isOwn = false, href = null }) => [kind, isOwn, href !== null]),
    [
      ["requested", true, true],
      ["busy", false, false],
    ],
  );
  assert.match(small.day.items[0]!.details.join(), /Answer by/);
  assert.deepEqual([small.ruler.top, small.ruler.bottom], [9 * 60, 12 * 60]);

  const span = { start: mondayTen - 10 * HOUR, end: mondayTen + 14 * HOUR };
  const lunch = { start: mondayTen + HOUR, end: mondayTen + 2 * HOUR, title: "Lunch" };
  const answer = {
    span,
    busy: [{ ...lunch, calendar: "Work" }],
    unreachable: [],
    generations: "",
  };
  const time = requested.booking;
  const asked = (await readSmallDay(app, host, { time, own: id, answer, isLinked: false }))!;
  assert.deepEqual(asked.day.items.map(({ title, href = null }) => [title, href]), [
    ["Grace Hopper", null],
    ["Lunch", null],
  ]);
});

Deno.test("week: only an agreed meeting of one guest that is not over is moved, from the day on which it begins", async () => {
  const { app, host, booking } = await booked();
  const movable = async () => {
    const first = "2026-11-02", dates = datesBetween(first, addDays(first, 6));
    const span = { start: startOfDay(first, host.zone), end: startOfDay("2026-11-09", host.zone) };
    const calendar = await readHostCalendar(app, host, span);
    const reader = { host, now: app.now(), words };
    const { days } = daysView(calendar, { dates, hours: "used", leastMinutes: 30 }, reader);
    return days.flatMap(({ items }) => items.flatMap((item) => item.movable?.id ?? []));
  };
  assert.deepEqual(await movable(), [booking.id]);
  app.at(booking.end);
  assert.deepEqual(await movable(), []);
});
