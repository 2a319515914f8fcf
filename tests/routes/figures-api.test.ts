import assert from "node:assert/strict";
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import { figuresOf } from "$lib/scheduling/figures/figures.ts";
import { datesBefore } from "$lib/scheduling/figures/periods.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { granted } from "../support/granted.ts";
import { startWithTeam } from "../support/running-team.ts";
import { oneBooking, sampleDays } from "../support/sample-days.ts";
import { plantDays } from "../support/seeded-analytics.ts";
import { startAgent } from "../support/mcp-town.ts";

Deno.test("figures over the API and to agents: those of the counted days, and of nobody else", async (t) => {
  const ids = { team: "", type: "", teamType: "", key: "", today: "" };
  let days: ReturnType<typeof sampleDays> = [];
  await using town = await startWithTeam({}, async (app, { team, hosts: [ada] }) => {
    const today = dateAt(app.now(), ada.zone);
    const typeIds = (await listEventTypes(app.kv, ada.id)).map(({ id }) => id);
    const teamType = (await listEventTypes(app.kv, team.id))[0]!.id;
    days = sampleDays({ to: today, days: 60, bookings: 3_000, typeIds });
    await plantDays(app, ada.id, days);
    await plantDays(app, team.id, [oneBooking(today, teamType)]);
    const made = await granted(
      apiKeys.create(app, ada, { name: "agent", scopes: ["read"], expires: "30" }),
    );
    Object.assign(ids, {
      team: team.id,
      type: typeIds[0]!,
      teamType,
      key: made.secret,
      today,
    });
  });
  const { address } = town.program;
  const read = async (path: string, who: "ada" | "ben" | "cleo" = "ada") => {
    const cookie = `${sessionCookie}=${town.sessions[who]}`;
    const answer = await fetch(`${address}/v0/analytics/${path}`, { headers: { cookie } });
    return { status: answer.status, body: await answer.json() };
  };
  const dates = { from: addDays(ids.today, -29), to: ids.today };
  const expected = figuresOf(days, {
    dates,
    choice: { typeId: null, source: null },
    unit: "day",
    firstWeekday: 1,
    today: ids.today,
  });
  const names = ["bookings", "hours", "timing", "event-types", "sources", "visitors"];

  await t.step("each answers its figures of the last thirty days", async () => {
    const [bookings, hours, timing, types, sources, visitors] = await Promise.all(
      names.map(async (name) => {
        const { status, body } = await read(name);
        assert.equal(status, 200, name);
        assert.deepEqual([body.from, body.to, body.timezone, body.uncounted], [
          dates.from,
          dates.to,
          "Europe/Berlin",
          0,
        ]);
        return body;
      }),
    );
    assert.deepEqual([bookings.requested, bookings.before], [
      expected.totals.requested,
      expected.totals.before,
    ]);
    assert.ok(bookings.requested > 1_000);
    assert.deepEqual(bookings.periods, expected.periods);
    assert.deepEqual(bookings.outcomes, expected.outcomes);
    assert.deepEqual(hours.hours, expected.hours);
    assert.deepEqual(timing.leadTimes, expected.leadTimes);
    assert.deepEqual(timing.decisionTimes, expected.decisionTimes);
    assert.deepEqual(
      types.eventTypes.map(({ title: _, id, ...counts }: Record<string, unknown>) => ({
        typeId: id,
        ...counts,
      })),
      expected.eventTypes,
    );
    assert.deepEqual(sources.sources, expected.sources);
    assert.deepEqual(visitors.visitors, expected.visitors);
  });

  await t.step("of some dates, an event type, a source, by week", async () => {
    const range = { from: addDays(ids.today, -13), to: addDays(ids.today, -3) };
    const { body } = await read(
      `bookings?from=${range.from}&to=${range.to}&eventTypeId=${ids.type}&source=widget&by=week`,
    );
    const { periods, totals } = figuresOf(days, {
      dates: range,
      choice: { typeId: ids.type, source: "widget" },
      unit: "week",
      firstWeekday: 1,
      today: ids.today,
    });
    assert.deepEqual([body.periods, body.before], [periods, totals.before]);
    const { body: earlier } = await read(
      `bookings?from=${datesBefore(range).from}&to=${
        datesBefore(range).to
      }&eventTypeId=${ids.type}&source=widget`,
    );
    assert.equal(earlier.requested, totals.before);
  });

  await t.step("one guest of a team is not told apart", async () => {
    const { body } = await read(`visitors?teamId=${ids.team}`, "ben");
    assert.deepEqual(body.visitors.device, [{ value: "other", views: null, share: null }]);
    const { body: sources } = await read(`sources?teamId=${ids.team}`, "ben");
    assert.equal(sources.sources[0].views, null);
    assert.equal(sources.sources[0].requested, 1);
  });

  await t.step("what is somebody else's is not found, and dates are checked", async () => {
    for (const name of names) {
      assert.equal((await read(`${name}?teamId=${ids.team}`, "cleo")).status, 404, name);
      assert.equal((await read(`${name}?from=2026-02-01&to=2026-01-01`)).status, 422, name);
      if (name !== "visitors") {
        assert.equal((await read(`${name}?eventTypeId=${ids.teamType}`)).status, 404, name);
        assert.equal((await read(`${name}?source=elsewhere`)).status, 422, name);
      }
    }
    assert.deepEqual((await read("bookings", "cleo")).body.requested, 0);
  });

  await t.step("an agent gets them in a sentence, and what others have named apart", async () => {
    const agent = await startAgent(address, ids.key);
    const { texts, data } = await agent.done("get_analytics");
    assert.match(
      texts[0]!,
      new RegExp(
        `^${expected.totals.requested} bookings from ${dates.from} to ${dates.to}, ${expected.totals.before} in`,
      ),
    );
    assert.deepEqual(data.outcomes, expected.outcomes);
    assert.deepEqual(data.visitors.data, expected.visitors);
    const foreign = await agent.call("get_analytics", { eventTypeId: ids.teamType });
    assert.deepEqual([foreign.isError, foreign.data.code], [true, "not-found"]);
  });
});
