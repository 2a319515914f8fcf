import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import type { CountedDay } from "$lib/scheduling/counted-days.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { readCharts } from "../support/read-charts.ts";
import { startWithTeam } from "../support/running-team.ts";
import { oneBooking, sampleDays } from "../support/sample-days.ts";
import { plantDays } from "../support/seeded-analytics.ts";

/** The column of a chart's table that its drawing shows; 1 for all others. */
const drawn: Record<string, number> = { "event-types": 2, sources: 2 };
const MOST_BYTES = 40 * 1024;

Deno.test("analytics pages: drawings equal their tables, and tables the figures", async (t) => {
  const ids = { team: "", type: "", foreign: "" };
  await using town = await startWithTeam({}, async (app, { team, hosts: [ada, ben] }) => {
    const today = dateAt(app.now(), ada.zone);
    const types = await listEventTypes(app.kv, ada.id);
    const chat = (await listEventTypes(app.kv, team.id))[0]!;
    Object.assign(ids, {
      team: team.id,
      type: types[0]!.id,
      foreign: (await listEventTypes(app.kv, ben.id))[0]?.id ?? chat.id,
    });
    const typeIds = types.map(({ id }) => id);
    const days = sampleDays({ to: today, days: 366, bookings: 100_000, typeIds });
    const last: CountedDay = days.at(-1)!;
    last.visits.by.utmSource = { "=1+2": 7, third: 5, twice: 2 };
    await plantDays(app, ada.id, days);
    await plantDays(app, team.id, [oneBooking(today, chat.id)]);
  });
  const { address } = town.program;
  const ask = (
    path: string,
    who: "ada" | "ben" | "cleo" = "ada",
    redirect: RequestRedirect = "follow",
  ) =>
    fetch(address + path, {
      headers: { cookie: `${sessionCookie}=${town.sessions[who]}` },
      redirect,
    });
  const page = async (path: string, who: "ada" | "ben" | "cleo" = "ada") => {
    const answer = await ask(path, who);
    const html = await answer.text();
    assert.equal(answer.status, 200, path);
    return html;
  };
  const number = (cell: string) => Number(cell.replaceAll(",", ""));

  for (
    const query of [
      "",
      "?range=year",
      "?range=90&by=day",
      "?range=7&source=widget",
      `?type=${ids.type}`,
    ]
  ) {
    await t.step(
      `every drawing of /dashboard/analytics${query} is in proportion to its table`,
      async () => {
        const charts = readCharts(await page(`/dashboard/analytics${query}`));
        assert.ok(charts.length >= 12, `${charts.length} charts`);
        for (const { id, rows, sizes, svg } of charts) {
          assert.ok(svg?.includes("<title>") && svg.includes("<desc>"), id);
          if (id === "hours") {
            const values = rows.map((row) => row.slice(1).map(number));
            const most = Math.max(...values.flat());
            const levels = values.flatMap((row, hour) =>
              row.map((n, day) => ({
                at: day * 24 + hour,
                level: n === 0 ? 0 : Math.min(5, Math.floor(5 * n / most) + 1),
              }))
            );
            for (const { at, level } of levels) assert.equal(sizes[at], level, `${id} ${at}`);
            continue;
          }
          const values = rows.map((row) => number(row[drawn[id] ?? 1]!)).filter((n) =>
            !Number.isNaN(n)
          );
          const shown = id === "outcomes" || id === "sources"
            ? values.filter((n) => n > 0)
            : values;
          if (id === "sources") shown.sort((a, b) => b - a);
          const [most = 0] = shown.toSorted((a, b) => b - a), tallest = Math.max(...sizes);
          assert.equal(
            sizes.length,
            Math.min(shown.length, id === "event-types" ? 8 : Infinity),
            id,
          );
          for (const [n, size] of sizes.entries()) {
            assert.ok(
              Math.abs(size / tallest - shown[n]! / most) < 0.001,
              `${id} ${n}: ${size} ${shown[n]}`,
            );
          }
        }
      },
    );
  }

  await t.step("the tables have the figures of the files", async () => {
    const html = await page("/dashboard/analytics?range=30");
    for (const { id, rows } of readCharts(html)) {
      const file = new RegExp(`href="([^"]*/${id}\\.json[^"]*)"`).exec(html)?.[1]?.replaceAll(
        "&amp;",
        "&",
      );
      if (!file) continue;
      const { rows: figures } = await (await ask(file)).json();
      const of = (row: Record<string, number>) =>
        id === "event-types" || id === "sources"
          ? [row.views, row.requested, row.confirmed]
          : id === "bookings"
          ? [row.requested, row.before]
          : [row.count ?? row.bookings];
      if (id === "hours") {
        assert.equal(figures.length, 168);
        const sum = figures.reduce(
          (all: number, each: { bookings: number }) => all + each.bookings,
          0,
        );
        assert.equal(
          sum,
          rows.flatMap((row) => row.slice(1).map(number)).reduce((a, b) => a + b, 0),
        );
      } else {
        assert.deepEqual(
          rows.map((row) => row.slice(1, 1 + of(figures[0]).length).map(number)),
          figures.map(of),
          id,
        );
      }
    }
  });

  await t.step("the funnel says why more can be sent than was opened", async () => {
    for (const query of ["", "?source=widget"]) {
      const html = await page(`/dashboard/analytics${query}`);
      const [, text] = /id="funnel-text">([^<]*)</.exec(html) ?? [];
      assert.match(text ?? "", /so there can be more requests than opened pages\.$/, query);
    }
  });

  await t.step("a file of each figure, which no spreadsheet takes for a formula", async () => {
    for (
      const name of [
        "bookings",
        "funnel",
        "outcomes",
        "hours",
        "lead-times",
        "decision-times",
        "event-types",
        "sources",
        "visitors",
      ]
    ) {
      const answer = await ask(`/dashboard/analytics/${name}.csv`);
      const text = await answer.text();
      assert.equal(answer.status, 200, name);
      assert.ok(text.split("\r\n").length > 3 && !/undefined|NaN|\[object/.test(text), name);
      if (name === "visitors") assert.match(text, /utmSource,'=1\+2,7,/);
      if (name === "visitors") assert.ok(!text.includes("twice"), "two views are not told apart");
    }
    const unknown = await ask("/dashboard/analytics/names.csv");
    assert.equal(unknown.status, 404, await unknown.text());
  });

  await t.step("one booking: the guest's device is not told", async () => {
    const html = await page(`/dashboard/teams/${ids.team}/analytics`, "ben");
    assert.match(html, /1 booking in the last 30 days, 1 more than before\./);
    const device = readCharts(html).find(({ id }) => id === "visitors-device")!;
    assert.equal(device.svg, null);
    assert.deepEqual(device.rows, [["Others", "Fewer than 3", "–"]]);
    const csv = await (await ask(`/dashboard/teams/${ids.team}/analytics/visitors.csv`)).text();
    assert.match(csv, /device,other,fewer than 3,/);
    assert.ok(!csv.includes("phone"));
  });

  await t.step("nothing yet: what will be here, and the link to share", async () => {
    const html = await page("/dashboard/analytics", "cleo");
    assert.match(html, /Nothing to show yet/);
    assert.match(html, /\/cleo/);
    assert.deepEqual(readCharts(html), []);
  });

  await t.step("wrong dates stay as entered, with a message at their field", async () => {
    const html = await page("/dashboard/analytics?range=own&from=2026-05-02&to=2026-04-01");
    assert.match(html, /value="02\/05\/2026"/);
    assert.match(
      html,
      /value="01\/04\/2026"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*value="01\/04\/2026"/,
    );
    assert.match(html, /The last day can’t be before the first day\./);
    const file = await ask("/dashboard/analytics/bookings.csv?range=own&from=x");
    assert.equal(file.status, 422, await file.text());
  });

  await t.step("what is somebody else's is not found; the form leads to the team", async () => {
    for (
      const path of [
        `/dashboard/teams/${ids.team}/analytics`,
        `/dashboard/teams/${ids.team}/analytics/funnel.csv`,
        `/dashboard/analytics?of=${ids.team}`,
      ]
    ) {
      const answer = await ask(path, "cleo");
      assert.equal(answer.status, 404, await answer.text());
    }
    const foreign = await ask(`/dashboard/analytics?type=${ids.foreign}`);
    assert.equal(foreign.status, 404, await foreign.text());
    const led = await ask(
      `/dashboard/analytics?of=${ids.team}&range=90&type=${ids.type}`,
      "ada",
      "manual",
    );
    await led.body?.cancel();
    assert.equal(led.headers.get("location"), `/dashboard/teams/${ids.team}/analytics?range=90`);
  });

  await t.step("a page of a year is small, and has no d3", async () => {
    const html = await page("/dashboard/analytics?range=year");
    const packed = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));
    const { length } = await new Response(packed).bytes();
    console.log(`compressed: ${length} bytes`);
    assert.ok(length <= MOST_BYTES, `${length} bytes`);
  });
});
