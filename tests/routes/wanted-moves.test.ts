import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { startWithTeam } from "../support/running-team.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { ask } from "../support/town.ts";

Deno.test("a guest who moves a booking: times that the page does not offer are wanted times, each once an hour", async () => {
  const given = { date: "", token: "", midnight: 0 };
  await using town = await startWithTeam({}, async (app, { hosts: [ada] }) => {
    given.date = weekdayAfter(dateAt(app.now(), ada.zone), 8);
    given.midnight = startOfDay(given.date, ada.zone);
    const start = given.midnight + 10 * HOUR;
    const requested = await ask(app, { slug: "intro-call", start });
    given.token = requested.token;
  });
  const { address } = town.program;
  const path = `${address}/booking/${given.token}/reschedule`;
  const headers = { "user-agent": "Mozilla/5.0 Firefox/140.0", accept: "text/html" };
  const iso = (hour: number) => new Date(given.midnight + hour * HOUR).toISOString();
  const open = async (query: string) => {
    const answer = await fetch(`${path}?${query}`, { headers, redirect: "manual" });
    await answer.body?.cancel();
    assert.equal(answer.status, 200, query);
  };
  const submit = async (hour: number, agent = headers["user-agent"]) => {
    const answer = await fetch(path, {
      method: "POST",
      headers: { ...headers, "user-agent": agent, origin: address },
      body: new URLSearchParams({ slot: iso(hour), revision: "1" }),
    });
    await answer.body?.cancel();
    return answer.status;
  };
  await open(`slot=${iso(19)}`);
  await open(`slot=${iso(19)}`);
  assert.equal(await submit(19), 422);
  assert.equal(await submit(20), 422);
  assert.equal(await submit(21, "curl/8"), 422);
  // Its own time, its own day and no day at all are not.
  await open(`slot=${iso(10)}`);
  await open("");
  const weekday = new Date(`${given.date}T12:00:00Z`).getUTCDay();
  const saturday = addDays(given.date, 6 - weekday);
  await open(`date=${saturday}`);

  const cookie = `${sessionCookie}=${town.sessions.ada}`;
  for (const until = Date.now() + 20_000;;) {
    const answer = await fetch(`${address}/v0/analytics/wanted`, { headers: { cookie } });
    const { total, slots } = await answer.json();
    if (total < 3 && Date.now() < until) {
      await new Promise((wake) => setTimeout(wake, 250));
      continue;
    }
    assert.equal(total, 3);
    const times = slots.map(({ time }: { time: string | null }) => time).sort();
    assert.deepEqual(times, ["19:00", "20:00", null]);
    return;
  }
});
