import assert from "node:assert/strict";
import { languages } from "$lib/scheduling/language.ts";
import type { Change } from "$lib/scheduling/wanted/change.ts";
import { nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { changeLink } from "$lib/server/analytics/wanted/change-link.ts";
import { changeWords } from "$lib/server/analytics/wanted/change-words.ts";
import { readWanted } from "$lib/server/analytics/wanted/read-wanted.ts";
import { wantedJson } from "$lib/server/analytics/wanted/wanted-json.ts";
import { addWanted } from "$lib/server/store/wanted-days.ts";
import { addEventType, type Town, town } from "../../support/town.ts";

const dates = { from: "2026-10-01", to: "2026-10-30" };
const range = { ...dates, timezone: "Europe/Berlin" };

async function want({ app, host, type }: Town, n: number, date = "2026-10-05"): Promise<void> {
  for (let i = 0; i < n; i++) {
    const day = withTime(nothingWanted(), {
      typeId: type.id,
      slot: { weekday: 4, halfHour: 35 },
      reasons: ["hours"],
      changes: [1_080, 1_110].map((minute) => `hours 4 to ${minute} ${type.scheduleId}`),
    });
    await addWanted(app.kv, host.id, { date, day });
  }
}

Deno.test("readWanted: what was wanted on these dates, and the change that would offer most of it", async () => {
  const here = await town();
  const { app, host, type } = here;
  await want(here, 4);
  await want(here, 2, "2026-09-30");
  const json = wantedJson(await readWanted(app, host.id, dates, null), range);
  assert.deepEqual(json, {
    ...range,
    total: 4,
    notBrokenDown: 0,
    reasons: [{ reason: "hours", times: 4 }],
    slots: [{ weekday: 4, time: "17:30", times: 4, reasons: [{ reason: "hours", times: 4 }] }],
    change: {
      text: "Thursday until 18:00",
      times: 4,
      eventTypeIds: [type.id],
      setting: "hours",
      scheduleId: type.scheduleId,
      weekday: 4,
      to: "18:00",
    },
  });
});

Deno.test("readWanted: fewer than three are a number alone, and one event type can be looked at", async () => {
  const here = await town();
  const { app, host } = here;
  await want(here, 2);
  const few = wantedJson(await readWanted(app, host.id, dates, null), range);
  assert.deepEqual([few.total, few.notBrokenDown, few.slots, few.change], [2, 2, [], null]);
  const other = await addEventType(app, host, { slug: "coffee" });
  await want({ ...here, type: other }, 3);
  assert.equal((await readWanted(app, host.id, dates, here.type.id)).total, 2);
  assert.equal((await readWanted(app, host.id, dates, other.id)).change?.times, 3);
  assert.equal((await readWanted(app, host.id, dates, null)).change?.times, 5);
});

const changes: Change[] = [
  { kind: "hours", scheduleId: "s", weekday: 4, side: "from", minute: 480 },
  { kind: "hours", scheduleId: "s", weekday: 4, side: "to", minute: 1_440 },
  { kind: "open", scheduleId: "s", weekday: 6, from: 540, to: 1_020 },
  { kind: "notice", minutes: 0 },
  { kind: "notice", minutes: 90 },
  { kind: "notice", minutes: 2_880 },
  { kind: "window", days: 90 },
  { kind: "last-date", date: "2026-12-24" },
  { kind: "limit", of: "type", period: "day", limit: 5 },
  { kind: "limit", of: "host", period: "week", limit: 12 },
  { kind: "buffer", side: "before", minutes: 0 },
  { kind: "buffer", side: "after", minutes: 10 },
  { kind: "between", scheduleId: "s", weekday: 6, from: 540, to: 1_020 },
];

Deno.test("changeWords: every change is a sentence of its own in every language", async () => {
  const { app, host, type } = await town();
  const { types, schedules } = await readWanted(app, host.id, dates, null);
  for (const language of languages) {
    const texts = changes.map((change) =>
      changeWords({ change, typeIds: [type.id], times: 3 }, { types, schedules }, {
        language,
        hourCycle: 24,
      })
    );
    assert.equal(new Set(texts).size, changes.length, texts.join("\n"));
    for (const text of texts) assert.doesNotMatch(text, /[{}]|undefined/);
  }
});

Deno.test("changeLink: the section and field where the change is made, a team's in the team", () => {
  const link = (change: Change, teamId: string | null = null) =>
    changeLink({ change, typeIds: ["intro"], times: 3 }, { teamId, language: "en" }).href;
  assert.equal(link(changes[0]!), "/dashboard/availability?schedule=s#day-4");
  assert.equal(link(changes[12]!), "/dashboard/availability?schedule=s#day-6");
  assert.equal(link(changes[3]!), "/dashboard/event-types/intro/availability#minimumNotice");
  assert.equal(
    link(changes[8]!, "mill"),
    "/dashboard/teams/mill/event-types/intro/availability#bookingLimits.day",
  );
  assert.equal(link(changes[9]!), "/dashboard/availability/limits");
  assert.equal(link(changes[11]!), "/dashboard/event-types/intro/availability#bufferAfter");
});
