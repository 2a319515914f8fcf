import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { directionOf, languages } from "$lib/scheduling/language.ts";
import { nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { wantedRows } from "$lib/server/analytics/figure-rows.ts";
import { analyticsQuery } from "$lib/server/analytics/analytics-query.ts";
import { wantedView } from "$lib/server/analytics/views/wanted-view.ts";
import { readWanted } from "$lib/server/analytics/wanted/read-wanted.ts";
import { addWanted } from "$lib/server/store/wanted-days.ts";
import { type Town, town } from "../../support/town.ts";

async function want({ app, host, type }: Town, n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    const day = withTime(nothingWanted(), {
      typeId: type.id,
      slot: { weekday: 4, halfHour: i === 0 ? null : 35 },
      reasons: ["hours"],
      changes: [`hours 4 to 1080 ${type.scheduleId}`],
    });
    await addWanted(app.kv, host.id, { date: "2026-10-20", day });
  }
}

async function viewOf({ app, host }: Town, language: string) {
  const query = analyticsQuery(new URLSearchParams(), host.zone, app.now());
  const words = messages(language).dashboard.analytics;
  const reader = { zone: host.zone, language, hourCycle: 24 as const };
  const base = "/dashboard/analytics";
  const context = { query, words, reader, from: 1, titles: new Map(), base };
  return wantedView(context, await readWanted(app, host.id, query.dates, null), null);
}

Deno.test("wantedView: nothing, and fewer than three, are a sentence alone", async () => {
  const here = await town();
  const none = await viewOf(here, "en");
  assert.deepEqual([none.charts, none.top, none.change, none.noChange], [[], [], null, null]);
  await want(here, 2);
  const few = await viewOf(here, "en");
  assert.match(few.sentences.join(" "), /^2 times .* Fewer than 3/);
  assert.deepEqual([few.charts, few.top, few.change, few.noChange], [[], [], null, null]);
});

Deno.test("wantedView: the change with its link, and charts whose tables are the figures", async () => {
  const here = await town();
  await want(here, 5);
  const view = await viewOf(here, "en");
  assert.equal(view.change?.words, "Thursday until 18:00");
  assert.match(view.change?.offers ?? "", /^5 of 5/);
  assert.match(view.change?.href ?? "", /#day-4$/);
  assert.deepEqual(view.top.map(({ slot, n, reasons }) => [slot, n, reasons]), [
    ["Thursday at 17:30", "4", "Outside the schedule"],
    ["Thursday, any time", "1", ""],
  ]);
  const [times, reasons] = view.charts;
  assert.equal(times?.table.rows[17]?.includes("4"), true);
  assert.equal(times?.table.rows.flatMap((row) => row.slice(1)).filter((n) => n !== "0").length, 1);
  assert.deepEqual(reasons?.table.rows, [["Outside the schedule", "5"]]);
  assert.equal(reasons?.file, null);
  assert.match(times?.file?.csv ?? "", /^\/dashboard\/analytics\/wanted\.csv\?range=own/);
});

Deno.test("wantedView: every language says it in its own words and direction", async () => {
  const here = await town();
  await want(here, 4);
  const titles = new Set<string>();
  for (const language of languages) {
    const view = await viewOf(here, language);
    titles.add(view.title);
    const texts = [
      ...view.sentences,
      view.change!.words,
      view.change!.offers,
      ...view.charts.map(({ text }) => text),
    ];
    for (const text of texts) {
      assert.doesNotMatch(text, /[{}]|undefined/, `${language} ${directionOf(language)}`);
    }
  }
  assert.equal(titles.size, languages.length);
});

Deno.test("wantedRows: half hours by reason; without a reason where they are too few", async () => {
  const here = await town();
  await want(here, 5);
  const dates = { from: "2026-10-01", to: "2026-10-31" };
  assert.deepEqual(wantedRows((await readWanted(here.app, here.host.id, dates, null)).slots), [
    { weekday: 4, time: "17:30", reason: "hours", times: 4 },
    { weekday: 4, time: null, reason: null, times: 1 },
  ]);
});
