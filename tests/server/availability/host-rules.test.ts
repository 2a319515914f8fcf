import assert from "node:assert/strict";
import {
  MAX_HOLIDAYS,
  MAX_OVERRIDES,
  MAX_TIME_OFF,
} from "$lib/scheduling/availability-exceptions.ts";
import { addDays } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { renewHolidays } from "$lib/server/availability/renew-holidays.ts";
import * as holidays from "$lib/server/availability/public-holidays.ts";
import { OutboundError } from "$lib/server/outbound/index.ts";
import * as dateOverrides from "$lib/server/availability/date-overrides.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addEventType, configuredApp, town } from "../../support/town.ts";

async function world(given: Parameters<typeof configuredApp>[0] = {}) {
  const { app, host } = await town({ app: given });
  const [schedule] = await listSchedules(app.kv, host.id);
  return { app, host, schedule: schedule! };
}

const block = { date: "2026-12-24", kind: "block", from: 720, to: 1440 } as const;

Deno.test("schedules.copy and create add hours under names of their own, the guard turned with each", async () => {
  const w = await world();
  const before = (await getGuard(w.app.kv, w.host.id)).guard.version;
  const copied = await granted(schedules.copy(w.app, w.host.id, w.schedule.id));
  assert.equal(copied.name, "Working hours (copy)");
  assert.deepEqual(copied.rules, w.schedule.rules);
  assert.ok((await schedules.create(w.app, w.host.id, "Evenings")).ok);
  const again = await refusal(schedules.create(w.app, w.host.id, "evenings "));
  assert.equal(again.fields?.name, "schedule-name-taken");
  assert.equal(refusal(await schedules.create(w.app, w.host.id, "  ")).fields?.name, "name-needed");
  assert.equal((await getGuard(w.app.kv, w.host.id)).guard.version, before + 2);
});

Deno.test("schedules.remove leaves hours that a type uses, and the last ones", async () => {
  const w = await world();
  const last = await refusal(schedules.remove(w.app, w.host.id, w.schedule.id));
  assert.equal(last.fields?.form, "schedule-used");
  const evenings = await granted(schedules.create(w.app, w.host.id, "Evenings"));
  await addEventType(w.app, w.host, { slug: "late", scheduleId: evenings.id });
  assert.equal(refusal(await schedules.remove(w.app, w.host.id, evenings.id)).detail, "late");
  for (const { id } of await listEventTypes(w.app.kv, w.host.id)) {
    await eventTypes.remove(w.app, w.host.id, id);
  }
  assert.ok((await schedules.remove(w.app, w.host.id, evenings.id)).ok);
  const only = await refusal(schedules.remove(w.app, w.host.id, w.schedule.id));
  assert.equal(only.fields?.form, "schedule-last");
});

Deno.test("a type that names no hours takes those that most types use, whatever comes first by name", async () => {
  const w = await world();
  await granted(schedules.create(w.app, w.host.id, "Before breakfast"));
  const made = await addEventType(w.app, w.host, { slug: "talk" });
  assert.equal(made.scheduleId, w.schedule.id);
});

Deno.test("schedules.rename preserves the hours, and an open editor can still save them", async () => {
  const w = await world();
  const renamed = await granted(schedules.rename(w.app, w.host.id, w.schedule.id, "Office"));
  assert.deepEqual(renamed, { ...w.schedule, name: "Office", revision: 2 });
  const { id, revision, rules } = w.schedule;
  assert.ok((await schedules.saveRules(w.app, w.host.id, id, { revision, rules })).ok);
});

Deno.test("dateOverrides.addOverride stores the same change once, drops past dates, and stops at its limit", async () => {
  const w = await world();
  const add = (input: Parameters<typeof dateOverrides.addOverride>[3]) =>
    dateOverrides.addOverride(w.app, w.host.id, w.schedule.id, input);
  await add({ ...block, date: "2026-10-01" });
  await add(block);
  const twice = await granted(add(block));
  assert.deepEqual(twice.overrides, [block]);

  const full = Array.from({ length: MAX_OVERRIDES }, (_, i) => ({
    ...block,
    date: addDays("2027-01-01", i),
  }));
  await w.app.kv.set(keys.schedule(w.host.id, w.schedule.id), { ...w.schedule, overrides: full });
  assert.equal(refusal(await add(block)).fields?.form, "too-many-overrides");
  const gone = await granted(
    dateOverrides.removeOverride(w.app, w.host.id, w.schedule.id, full[0]!),
  );
  assert.ok(gone.overrides.length === MAX_OVERRIDES - 1);
});

Deno.test("dateOverrides.addOverrides changes several dates in one step, all or none", async () => {
  const w = await world();
  const add = (inputs: Parameters<typeof dateOverrides.addOverrides>[3]) =>
    dateOverrides.addOverrides(w.app, w.host.id, w.schedule.id, inputs);
  const on = (n: number) => ({ ...block, date: addDays("2027-01-01", n) });
  const three = await granted(add([on(2), on(0), on(1)]));
  assert.deepEqual(three.overrides, [on(0), on(1), on(2)]);
  assert.equal(three.revision, w.schedule.revision + 1);
  const many = Array.from({ length: MAX_OVERRIDES - 2 }, (_, i) => on(10 + i));
  assert.equal(refusal(await add(many)).fields?.form, "too-many-overrides");
  const again = await granted(add([on(1), ...many.slice(1)]));
  assert.ok(again.overrides.length === MAX_OVERRIDES);
});

Deno.test("dateOverrides.addOverride and hostRules.addTimeOff drop nothing that was ahead by a recent clock", async () => {
  const w = await world();
  const right = w.app.now();
  w.app.clock = { ...w.app.clock, earliestNow: () => right };
  const add = (date: string) =>
    dateOverrides.addOverride(w.app, w.host.id, w.schedule.id, { ...block, date });
  const off = (first: string) =>
    hostRules.addTimeOff(w.app, w.host.id, { first, last: first, name: "" });
  assert.ok((await add("2026-12-01")).ok && (await off("2026-12-02")).ok);
  w.app.at(right + 60 * DAY);
  const [dates, days] = [await add("2027-02-01"), await off("2027-02-02")];
  assert.ok(dates.ok && days.ok);
  assert.equal(dates.value.overrides.length, 2);
  assert.equal(days.value.timeOff.length, 2);
});

Deno.test("hostRules.addHolidays adds nothing the second time, and opens a date again", async () => {
  const w = await world();
  const found = await granted(holidays.countryHolidays(w.app, "DE", "BE", "en"));
  assert.deepEqual(found[0], { date: "2026-12-25", name: "Christmas Day" });
  assert.ok(found.some(({ date }) => date === "2027-03-08"));
  const once = await granted(hostRules.addHolidays(w.app, w.host.id, found));
  const twice = await granted(hostRules.addHolidays(w.app, w.host.id, found));
  assert.deepEqual(twice.holidays, once.holidays);
  assert.equal(once.holidays.length, found.length);
  const opened = await granted(hostRules.removeHolidays(w.app, w.host.id, ["2026-12-25"]));
  assert.ok(opened.holidays.length === found.length - 1);
});

Deno.test("renewHolidays adds the chosen holidays of new years alone, until the host stops it", async () => {
  const w = await world();
  const { app, host } = w;
  const found = await granted(holidays.countryHolidays(app, "DE", "BE", "en"));
  const chosen = found.filter(({ name }) => name !== "Easter Monday");
  const place = { country: "DE", region: "BE" };
  const yearly = await holidays.yearlyHolidays(app, place, chosen, "en");
  assert.deepEqual([yearly.label, yearly.until], ["Germany, Berlin", 2027]);
  assert.ok((await hostRules.addHolidays(app, host.id, chosen, yearly)).ok);
  assert.ok((await hostRules.removeHolidays(app, host.id, ["2027-12-25"])).ok);
  const datesOf = async () => {
    await renewHolidays(app, host);
    return (await getHostRules(app.kv, host.id)).holidays.map(({ date }) => date);
  };
  const before = await datesOf();
  assert.ok(!before.some((date) => date > "2028"));

  app.at(Date.UTC(2027, 0, 2));
  const after = await datesOf();
  assert.ok(after.includes("2028-12-25"));
  assert.ok(!after.includes("2027-12-25"), "a date that was opened again stays open");
  assert.ok(!after.includes("2028-04-17"), "what was not chosen is not added");
  assert.deepEqual(await datesOf(), after);

  assert.ok((await hostRules.stopYearlyHolidays(app, host.id, place)).ok);
  app.at(Date.UTC(2028, 0, 2));
  assert.ok(!(await datesOf()).some((date) => date > "2029"));
});

Deno.test("holidays.countryHolidays refuses what is no country", async () => {
  const w = await world();
  for (const [country, state] of [["XX", null], ["DE", "XX"], ["__proto__", null]] as const) {
    const found = await refusal(holidays.countryHolidays(w.app, country, state, "en"));
    assert.equal(found.fields?.country, "country-unknown", country);
  }
});

const feed = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//town//days//EN",
  "BEGIN:VEVENT",
  "UID:1",
  "DTSTART;VALUE=DATE:20261224",
  "DTEND;VALUE=DATE:20261227",
  "SUMMARY:Town holidays",
  "TRANSP:TRANSPARENT",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "UID:2",
  "DTSTART;VALUE=DATE:20100601",
  "RRULE:FREQ=YEARLY",
  "SUMMARY:Founders\\, all of them",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "UID:3",
  "DTSTART:20261230T100000Z",
  "DTEND:20261230T110000Z",
  "SUMMARY:Not a whole day",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

Deno.test("holidays.calendarHolidays reads whole days, series and those that leave time free", async () => {
  const w = await world({ fetch: () => Promise.resolve(new Response(feed)) });
  const found = await granted(holidays.calendarHolidays(w.app, "webcal://town.example/days.ics"));
  assert.deepEqual(found, [
    { date: "2026-12-24", name: "Town holidays" },
    { date: "2026-12-25", name: "Town holidays" },
    { date: "2026-12-26", name: "Town holidays" },
    { date: "2027-06-01", name: "Founders, all of them" },
  ]);
});

Deno.test("holidays.calendarHolidays names what is wrong with an address", async () => {
  const answers: [string, () => Promise<Response>, string][] = [
    ["nonsense", () => Promise.reject(new Error("never asked")), "address-invalid"],
    ["file:///etc/passwd", () => Promise.reject(new Error("never asked")), "address-invalid"],
    ["https://a.example/", () => Promise.resolve(new Response("<html>")), "address-not-calendar"],
    [
      "https://a.example/",
      () => Promise.resolve(new Response("", { status: 404 })),
      "address-silent",
    ],
    [
      "http://127.0.0.1/",
      () => Promise.reject(new OutboundError("private", "127.0.0.1")),
      "address-silent",
    ],
  ];
  for (const [address, fetch, error] of answers) {
    const w = await world({ fetch });
    const found = await refusal(holidays.calendarHolidays(w.app, address));
    assert.equal(found.fields?.address, error, error);
  }
});

Deno.test("hostRules.setCaps refuses the second tab", async () => {
  const w = await world();
  const caps = { day: 3, week: null, month: null };
  assert.ok((await hostRules.setBookingLimits(w.app, w.host.id, 0, caps)).ok);
  const second = await refusal(
    hostRules.setBookingLimits(w.app, w.host.id, 0, { ...caps, day: 9 }),
  );
  assert.equal(second.code, "changed");
  assert.equal((await getHostRules(w.app.kv, w.host.id)).bookingLimits.day, 3);
});

Deno.test("a host's rules and single dates fit into their records with every name at its limit", async () => {
  const w = await world();
  const name = "ЖaЖ😀".repeat(15).slice(0, 60);
  const dates = Array.from({ length: MAX_HOLIDAYS }, (_, i) => addDays("2026-11-02", i));
  assert.ok(
    (await hostRules.addHolidays(w.app, w.host.id, dates.map((date) => ({ date, name })))).ok,
  );
  const names = Array.from({ length: 40 }, () => name);
  for (const country of ["A", "B", "C"]) {
    const yearly = {
      country,
      region: null,
      label: name,
      language: "en" as const,
      names,
      until: 2027,
    };
    assert.ok((await hostRules.addHolidays(w.app, w.host.id, [], yearly)).ok);
  }
  const fourth = {
    country: "D",
    region: null,
    label: name,
    language: "en" as const,
    names,
    until: 2027,
  };
  const tooMany = await refusal(hostRules.addHolidays(w.app, w.host.id, [], fourth));
  assert.equal(tooMany.fields?.form, "too-many-holidays");
  for (let i = 0; i < MAX_TIME_OFF; i++) {
    const input = { first: dates[i]!, last: dates[i]!, name };
    assert.ok((await hostRules.addTimeOff(w.app, w.host.id, input)).ok);
  }
  const more = await refusal(hostRules.addTimeOff(w.app, w.host.id, {
    first: "2027-01-01",
    last: "2027-01-01",
    name,
  }));
  assert.equal(more.fields?.first, "too-many-time-off");
});
