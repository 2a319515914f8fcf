import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { startWithHost } from "../support/running-program.ts";
import { ask } from "../support/town.ts";
import { attemptBooking, formFields, newClient } from "../support/proof/guest-client.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { startVisit } from "../support/http-visitor.ts";

const ROUNDS = Deno.env.get("INVITO_PROVE") === "full" ? 30 : 6;

interface Meeting {
  token: string;
  door: string;
  start: number;
}

Deno.test("over HTTP: cancellation, reschedule, decision and competing requests at once leave one history", async () => {
  const meetings: Meeting[] = [];
  await using program = await startWithHost(
    { env: { INVITO_TRUSTED_PROXIES: "1" } },
    async (app, ada) => {
      let date = dateAt(app.now(), ada.zone);
      for (let round = 0; round < ROUNDS; round++) {
        date = weekdayAfter(addDays(date, 1), round === 0 ? 2 : 0);
        const start = startOfDay(date, ada.zone) + 10 * HOUR;
        const { booking, token } = await ask(app, { start });
        const decision = { hostId: ada.id, revision: 1, message: "", force: false };
        assert((await bookings.confirm(app, booking.id, decision)).ok);
        const door = `/booking/${await bookings.openHostLink(app, booking, ada.id)}/confirm`;
        meetings.push({ token, door, start });
      }
    },
  );
  const { address } = program;
  const host = startVisit(address);
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${address}/v0/bookings/actions/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": newClient(),
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const seen = async (token: string) =>
    (await (await fetch(`${address}/v0/bookings/actions/${token}`, {
      headers: { "x-forwarded-for": newClient() },
    })).json()).booking;

  for (const [round, { token, door, start }] of meetings.entries()) {
    const to = start + 2 * HOUR, then = start + 4 * HOUR;
    const startsAt = (instant: number) => new Date(instant).toISOString();
    const first = await post(`${token}/reschedule`, { startsAt: startsAt(to) });
    assert.equal(first.status, 200, JSON.stringify(first.body));
    const form = formFields((await host.get(door, { "x-forwarded-for": newClient() })).text, /^$/);
    const decide = () => host.post(door, form, { "x-forwarded-for": newClient() });
    const input = (at: number) =>
      attemptBooking(address, { username: "ada", slug: "intro-call", start: at });
    const [cancels, moves, decisions, others] = await Promise.all([
      Promise.all(round % 2 ? [] : [post(`${token}/cancel`, {}), post(`${token}/cancel`, {})]),
      Promise.all([1, 2].map(() => post(`${token}/reschedule`, { startsAt: startsAt(then) }))),
      Promise.all([decide(), decide()]),
      Promise.all([input(to), input(to), input(then), input(then), input(start), input(start)]),
    ]);
    for (const { status } of [...cancels, ...moves, ...others]) assert(status < 500, `${status}`);
    for (const { status } of decisions) assert(status < 500, `${status}`);
    assert(cancels.filter(({ status }) => status === 200).length <= 1);

    const own = await seen(token);
    if (cancels.length) assert.equal(own.status, "CANCELLED");
    const held = own.status === "CONFIRMED"
      ? [own.startsAt, ...own.rescheduleRequest ? [own.rescheduleRequest.startsAt] : []]
      : [];
    for (const { status, body } of others) {
      if (status === 201) held.push((await seen(body.actions.token)).startsAt);
    }
    assert.equal(new Set(held).size, held.length, `one time twice: ${held.join(", ")}`);
  }
});
