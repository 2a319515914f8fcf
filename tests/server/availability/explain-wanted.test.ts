import assert from "node:assert/strict";
import { daySpan } from "$lib/scheduling/day.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { explainWanted } from "$lib/server/availability/explain-wanted.ts";
import { getHostRules, setHostRules } from "$lib/server/store/host-rules.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { ask, mondayTen, type Town, town, type TownOptions } from "../../support/town.ts";

const hour = (n: number, day = 0) => mondayTen + day * DAY + (n - 10) * HOUR;

/** A wanted time for Ada's intro call, made at noon on the Sunday before. */
function askFor({ app, host, type }: Town, start: number, given: { isRefused?: boolean } = {}) {
  return explainWanted(app, {
    hosts: [host],
    type,
    minutes: type.durations[0]!,
    zone: host.zone,
    time: { kind: "start", start },
    at: app.now(),
    isRefused: false,
    ...given,
  });
}

function wantedOn({ app, host, type }: Town, date: string) {
  return explainWanted(app, {
    hosts: [host],
    type,
    minutes: 30,
    zone: host.zone,
    time: { kind: "day", ...daySpan(date, host.zone) },
    at: app.now(),
    isRefused: false,
  });
}

const withType = (slug: string, type: Partial<TownOptions["type"]>) =>
  town({ type: { slug, durations: [30], ...type } });

Deno.test("explainWanted: outside the hours, and every later end that would have offered it", async () => {
  const here = await town();
  const found = await askFor(here, hour(18, 3) + 10 * MINUTE * 3);
  assert.deepEqual(found?.slot, { weekday: 4, halfHour: 37 });
  assert.deepEqual(found?.reasons, ["hours"]);
  const { scheduleId } = here.type;
  assert.deepEqual(
    found?.changes,
    [1140, 1170, 1200, 1230, 1260].map((minute) => `hours 4 to ${minute} ${scheduleId}`),
  );
});

Deno.test("explainWanted: earlier, on a closed day, and too late for anything", async () => {
  const here = await town();
  const { scheduleId } = here.type;
  assert.deepEqual(
    (await askFor(here, hour(8)))?.changes,
    [480, 450, 420, 390, 360, 330, 300]
      .map((minute) => `hours 1 from ${minute} ${scheduleId}`),
  );
  assert.deepEqual((await askFor(here, hour(11, 5)))?.changes, [
    `open 6 540 1020 ${scheduleId}`,
  ]);
  assert.deepEqual((await askFor(here, hour(23)))?.changes, []);
});

Deno.test("explainWanted: over a closed noon, the half hours and all of it that would have offered it", async () => {
  const here = await town();
  const { app, host, type: { scheduleId } } = here;
  const key = keys.schedule(host.id, scheduleId);
  const { value } = await app.kv.get<Schedule>(key);
  const rules = [{ weekday: 2, from: 540, to: 720 }, { weekday: 2, from: 780, to: 1_020 }];
  await app.kv.set(key, { ...value!, rules });
  const texts = (...spans: string[]) => spans.map((span) => `between 2 ${span} ${scheduleId}`);
  const noon = await askFor(here, hour(12, 1));
  assert.deepEqual([noon?.reasons, noon?.changes], [
    ["hours"],
    texts("720 750", "720 780"),
  ]);
  const half = await askFor(here, hour(12, 1) + 30 * MINUTE);
  assert.deepEqual(half?.changes, texts("750 780", "720 780"));
  const across = await askFor(here, hour(12, 1) - 15 * MINUTE);
  assert.deepEqual(across?.changes, texts("720 750", "720 780"));
});

Deno.test("explainWanted: what is offered, has passed or lies years ahead is none", async () => {
  const here = await town();
  assert.equal(await askFor(here, mondayTen), null);
  assert.equal(await askFor(here, here.app.now() - 1), null);
  assert.equal(await askFor(here, mondayTen + 400 * DAY), null);
  assert.deepEqual((await askFor(here, mondayTen, { isRefused: true }))?.reasons, ["busy"]);
});

Deno.test("explainWanted: notice and booking window, by every step that would do", async () => {
  const short = await withType("short", { minimumNotice: 2_880, bookingWindowDays: 20 });
  // It is noon on Sunday: 21 hours before.
  const soon = await askFor(short, hour(10));
  assert.deepEqual(soon?.reasons, ["notice"]);
  assert.deepEqual(soon?.changes.at(-1), "notice 720");
  const far = await askFor(short, hour(11, 28));
  assert.deepEqual([far?.reasons, far?.changes], [
    ["window"],
    [30, 60, 90, 180, 365].map((days) => `window ${days}`),
  ]);
});

Deno.test("explainWanted: a booked time has no change, one next to it a shorter buffer", async () => {
  const here = await withType("buffered", { bufferAfter: 30, bufferBefore: 30, slotInterval: 30 });
  await ask(here.app, { slug: "intro-call" });
  const at = await askFor(here, mondayTen);
  assert.deepEqual([at?.reasons, at?.changes], [["busy"], []]);
  const beside = await askFor(here, mondayTen + 30 * MINUTE);
  assert.deepEqual(beside?.reasons, ["buffer"]);
  assert.deepEqual(beside?.changes, ["buffer before 0"]);
  const both = await askFor(here, hour(17));
  assert.deepEqual(both?.reasons, ["hours"]);
});

Deno.test("explainWanted: a reached limit is one more, of the type or of the host", async () => {
  const here = await withType("few", {
    bookingLimits: { day: 1, week: 3, month: null },
    decision: "instant",
  });
  const { app, host } = here;
  await ask(app, { slug: "few" });
  const limited = await askFor(here, hour(14));
  assert.deepEqual([limited?.reasons, limited?.changes], [["limit"], ["limit type day 2"]]);
  const rules = await getHostRules(app.kv, host.id);
  const strict = { ...rules, bookingLimits: { day: 1, week: null, month: null } };
  await commit(setHostRules(app.kv.atomic(), strict));
  app.hostMemory.clear();
  const twice = await askFor(here, hour(14));
  assert.deepEqual([twice?.reasons, twice?.changes], [["limit"], []]);
});

Deno.test("explainWanted: time off, a stale calendar and two reasons are changed by nothing", async () => {
  const here = await town({ calendar: [{ start: hour(13), end: hour(20) }] });
  const late = await askFor(here, hour(18));
  assert.deepEqual([late?.reasons, late?.changes], [["hours", "busy"], []]);
  const rules = await getHostRules(here.app.kv, here.host.id);
  const timeOff = [{ id: "o", first: "2026-11-03", last: "2026-11-03", name: "Away" }];
  await commit(setHostRules(here.app.kv.atomic(), { ...rules, timeOff }));
  here.app.hostMemory.clear();
  assert.deepEqual((await askFor(here, hour(10, 1)))?.reasons, ["off"]);
  assert.deepEqual((await wantedOn(here, "2026-11-03"))?.reasons, ["off"]);
});

Deno.test("explainWanted: a day without times counts by what keeps most of it, within the booking window", async () => {
  const here = await withType("long-notice", { minimumNotice: 2_880, bookingWindowDays: 10 });
  const { scheduleId } = here.type;
  const soon = await wantedOn(here, "2026-11-02");
  assert.deepEqual(soon?.slot, { weekday: 1, halfHour: null });
  assert.deepEqual(soon?.reasons, ["notice"]);
  assert.ok(soon?.changes.includes("notice 1440"));
  const saturday = await wantedOn(here, "2026-11-07");
  assert.deepEqual([saturday?.reasons, saturday?.changes], [["hours"], [
    `open 6 540 1020 ${scheduleId}`,
  ]]);
  assert.equal(await wantedOn(here, "2026-11-05"), null);
  assert.equal(await wantedOn(here, "2026-11-14"), null);
  assert.equal(await wantedOn(here, "2026-10-30"), null);
});

Deno.test("explainWanted: nothing is stored or changed by it", async () => {
  const here = await town();
  const read = async () =>
    (await here.app.kv.get<Schedule>(keys.schedule(here.host.id, here.type.scheduleId))).value;
  const before = structuredClone([await read(), here.type]);
  await askFor(here, hour(18));
  assert.deepEqual([await read(), here.type], before);
});
