import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { startWithTeam } from "../support/running-team.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { bookingRequest } from "../support/town.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { granted } from "../support/granted.ts";

const browser = { "user-agent": "Mozilla/5.0 Firefox/140.0", accept: "text/html" };

Deno.test("analytics over HTTP: views and times counted, requests and shares from bookings", async (t) => {
  const ids: Record<string, string> = {};
  await using town = await startWithTeam({}, async (app, { team, hosts: [ada] }) => {
    ids.team = team.id;
    const types = await listEventTypes(app.kv, team.id);
    ids.chat = types.find(({ slug }) => slug === "chat")!.id;
    ids.coffee = (await listEventTypes(app.kv, ada.id)).find(({ slug }) => slug === "coffee")!.id;
    const date = weekdayAfter(dateAt(app.now(), ada.zone), 8);
    const ask = async (given: Parameters<typeof bookingRequest>[0], hour: number) => {
      const start = startOfDay(date, ada.zone) + hour * HOUR;
      const requested = await granted(bookings.request(app, bookingRequest({ ...given, start })));
      return requested.booking;
    };
    await ask({ slug: "coffee", minutes: 15 }, 10);
    await ask({ slug: "intro-call" }, 11);
    for (const hour of [13, 14, 15]) {
      const guest = { email: `guest-${hour}@example.com` };
      await ask({ teamSlug: "mill", username: "", slug: "chat", guest }, hour);
    }
  });
  const { address } = town.program;
  const visit = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(address + path, { headers: { ...browser, ...headers } });
    await answer.body?.cancel();
    return answer.status;
  };
  const read = async (path: string, who: "ada" | "ben" | "cleo" = "ada") => {
    const cookie = `${sessionCookie}=${town.sessions[who]}`;
    const answer = await fetch(address + path, { headers: { cookie } });
    return { status: answer.status, body: await answer.json() };
  };
  const record = async (body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${address}/v0/analytics/funnel/events`, {
      method: "POST",
      headers: { "content-type": "application/json", ...browser, ...headers },
      body: JSON.stringify(body),
    });
    await answer.body?.cancel();
    return answer.status;
  };
  /** What is counted is written within a second or two. */
  const counted = async (query: string, steps: number, who: "ada" | "ben" = "ada") => {
    for (const until = Date.now() + 20_000;;) {
      const { body } = await read(`/v0/analytics/funnel${query}`, who);
      const { pageViews, slotSelections } = body.totals;
      if (pageViews + slotSelections >= steps || Date.now() > until) return body;
      await new Promise((wake) => setTimeout(wake, 250));
    }
  };

  await t.step("our pages count each step of a person once an hour", async () => {
    const coffee = "/calendar/ada/coffee";
    const slot = new Date(Date.now() + 9 * DAY).toISOString();
    for (let n = 0; n < 2; n++) {
      assert.equal(await visit(coffee), 200);
      await visit(`${coffee}?slot=${slot}&key=${"k".repeat(22)}`, { referer: address + coffee });
    }
    const shop = { referer: "https://shop.example/", "user-agent": "Mozilla/5.0 (iPhone) Mobile" };
    assert.equal(await visit("/widget/ada/coffee?tz=Asia/Tokyo", shop), 200);
    assert.equal(await visit("/widget/ada/coffee?preview=1"), 200);
    await visit(coffee, { "user-agent": "Googlebot/2.1" });
    await visit(coffee, { dnt: "1" });
    const cookie = `${sessionCookie}=${town.sessions.ada}`;
    await visit(coffee, { cookie, "user-agent": "Mozilla/5.0 Ada" });
    await visit(`${coffee}?month=2027-01`, { referer: address + coffee });
    assert.equal(await visit("/team/mill/chat"), 200);
  });

  await t.step("pages of others are counted by the event that they send", async () => {
    const view = { username: "ada", eventSlug: "coffee", stage: "page_view", sentBy: "elsewhere" };
    for (let n = 0; n < 2; n++) {
      assert.equal(await record(view, { "user-agent": "Mozilla/5.0 elsewhere" }), 202);
    }
    assert.equal(await record(view, { "sec-gpc": "1" }), 202);
    const selection = { teamSlug: "mill", eventSlug: "chat", stage: "slot_selection" };
    assert.equal(await record(selection), 202);
    assert.equal(await record({ ...view, eventSlug: "nothing" }), 404);
    assert.equal(await record({ ...view, stage: "booking_confirmed" }), 422);
    assert.equal(await record({ ...view, teamSlug: "mill" }), 422);
    assert.equal(await record({ eventSlug: "coffee", stage: "page_view" }), 422);
  });

  await t.step("a host reads the steps of their event types, by day and by type", async () => {
    const funnel = await counted("", 4);
    const steps = {
      pageViews: 3,
      daySelections: 0,
      slotSelections: 1,
      formViews: 0,
      requested: 2,
      confirmed: 1,
    };
    assert.deepEqual(funnel.totals, steps);
    assert.equal(funnel.timezone, "Europe/Berlin");
    assert.equal(funnel.isComplete, true);
    const { date: _, ...today } = funnel.days[0];
    assert.deepEqual(today, steps);
    const { body: one } = await read(`/v0/analytics/funnel?eventTypeId=${ids.coffee}`);
    assert.deepEqual(one.totals, { ...steps, requested: 1 });
    assert.deepEqual(one.eventTypes.map(({ slug }: { slug: string }) => slug), ["coffee"]);
    const past = await read("/v0/analytics/funnel?from=2026-01-01&to=2026-01-31");
    assert.deepEqual(past.body.days, []);
    const team = await counted(`?teamId=${ids.team}`, 2, "ben");
    assert.deepEqual(team.totals, {
      ...steps,
      pageViews: 1,
      requested: 3,
      confirmed: 3,
    });
  });

  await t.step("a team sees who was booked beside what the weights give", async () => {
    const { body } = await read(`/v0/analytics/team?teamId=${ids.team}`, "ben");
    const chat = body.eventTypes.find(({ id }: { id: string }) => id === ids.chat);
    assert.equal(chat.booked, 3);
    assert.equal(chat.bookedByOthers, 0);
    const members: { booked: number; expectedShare: number }[] = chat.members;
    assert.deepEqual(members.map(({ booked }) => booked).toSorted(), [1, 2]);
    assert.deepEqual(members.map(({ expectedShare }) => expectedShare), [0.5, 0.5]);
    const [one, other] = chat.members;
    assert.equal(one.chosen + other.chosen, 3);
    const times = (skipped: Record<string, number>) =>
      Object.values(skipped).reduce((sum, n) => sum + n, 0);
    assert.deepEqual([times(one.skipped), times(other.skipped)], [other.chosen, one.chosen]);
    assert.ok(body.eventTypes.every(({ slug }: { slug: string }) => slug !== "panel"));
    const [{ slug, booked }] = body.collectives;
    assert.deepEqual([slug, booked], ["panel", 0]);
  });

  await t.step("the state of a host's own work", async () => {
    const { body } = await read("/v0/analytics/operator/health");
    const { unsent, ...emails } = body.emails;
    assert.ok(unsent > 0);
    assert.deepEqual(Object.keys(emails), ["waiting", "retrying", "failed", "done"]);
    assert.deepEqual(body.webhooks, { waiting: 0, retrying: 0, failed: 0, done: 0 });
    const { body: nobodys } = await read("/v0/analytics/operator/health", "cleo");
    assert.equal(nobodys.emails.unsent, 0);
  });

  await t.step("what is somebody else's is not found, and dates are checked", async () => {
    for (const path of ["funnel", "team"]) {
      const found = await read(`/v0/analytics/${path}?teamId=${ids.team}`, "cleo");
      assert.equal(found.status, 404, path);
    }
    const foreign = await read(`/v0/analytics/funnel?eventTypeId=${ids.coffee}`, "ben");
    assert.equal(foreign.status, 404);
    const backwards = await read("/v0/analytics/funnel?from=2026-02-01&to=2026-01-01");
    assert.equal(backwards.status, 422);
    assert.equal((await read("/v0/analytics/funnel?from=2020-01-01&to=2026-01-01")).status, 422);
    assert.equal((await read("/v0/analytics/team")).status, 422);
    assert.equal((await read("/v0/analytics/funnel?since=2026-01-01")).status, 422);
  });
});
