import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import { startVisit } from "../support/http-visitor.ts";
import { startWithTeam } from "../support/running-team.ts";
import { weekdayAfter } from "../support/seeded-town.ts";

Deno.test("a team over the API: event type, times, bookings and their actions", async (t) => {
  await using town = await startWithTeam();
  const { address } = town.program;
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 8);
  const visitor = (session?: string) => startVisit(address, session);
  const guest = visitor();
  const json = async (path: string, as = guest) => {
    const { status, text } = await as.get(path);
    return { status, body: JSON.parse(text) };
  };
  const book = async (key: string | null, given: Record<string, unknown> = {}) => {
    const answer = await fetch(`${address}/v0/team-bookings`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key === null ? {} : { "idempotency-key": key.padEnd(16, "-") }),
      },
      body: JSON.stringify({
        teamSlug: "mill",
        eventSlug: "chat",
        startsAt: `${date}T09:00:00Z`,
        inviteeName: "Tilda",
        inviteeEmail: "tilda@example.net",
        ...given,
      }),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const available = `/v0/teams/mill/event-types/chat/availability?start=${date}&days=1`;
  const startsOf = (body: { slots: { startsAt: string }[] }) =>
    body.slots.map(({ startsAt }) => startsAt);
  let token = "", assigned: string[] = [];

  await t.step("the event type carries the team's name, its mode and who may be met", async () => {
    const { status, body } = await json("/v0/teams/mill/event-types/panel");
    assert.equal(status, 200);
    const { teamSlug, teamName, mode, members, timezone, decision, username } = body.eventType;
    assert.deepEqual({ teamSlug, teamName, mode, members, timezone, decision, username }, {
      teamSlug: "mill",
      teamName: "The Mill",
      mode: "collective",
      members: ["Ada Beck", "Ben Moor"],
      timezone: "Europe/Berlin",
      decision: "approval",
      username: undefined,
    });
    for (const path of ["/v0/teams/none/event-types/chat", "/v0/teams/mill/event-types/none"]) {
      assert.equal((await json(path)).status, 404, path);
      assert.equal((await json(`${path}/availability`)).status, 404, path);
    }
  });

  await t.step(
    "two bookings of one time go to two members, the third is refused with others",
    async () => {
      const first = await book("first"), second = await book("second");
      assert.deepEqual([first.status, second.status], [201, 201]);
      assert.deepEqual([...first.body.assigned, ...second.body.assigned].sort(), [
        "Ada Beck",
        "Ben Moor",
      ]);
      assert.equal(first.body.booking.status, "CONFIRMED");
      ({ assigned, actions: { token } } = first.body);
      const third = await book("third");
      assert.equal(third.status, 409);
      assert.equal(third.body.ok, false);
      assert.ok(third.body.alternatives.length > 0);
      assert.ok(!startsOf((await json(available)).body).includes(`${date}T09:00:00.000Z`));
    },
  );

  await t.step("a key is required; with the same one the first answer comes again", async () => {
    // Its time is free: only the key is missing.
    const without = await book(null, { startsAt: `${date}T10:00:00Z` });
    assert.deepEqual([without.status, without.body.code], [400, "key-required"]);
    assert.ok(startsOf((await json(available)).body).includes(`${date}T10:00:00.000Z`));
    const again = await book("first");
    assert.equal(again.status, 201);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    assert.deepEqual(again.body.assigned, assigned);
    assert.equal(again.body.actions.token, token);
    assert.equal((await book("first", { inviteeName: "Else" })).status, 409);
  });

  await t.step(
    "a collective is booked with everybody, a foreign or unknown team not at all",
    async () => {
      const panel = await book("panel", { eventSlug: "panel", startsAt: `${date}T12:00:00Z` });
      assert.deepEqual(panel.body.assigned, ["Ada Beck", "Ben Moor"]);
      assert.equal((await book("none", { teamSlug: "none" })).status, 404);
      assert.equal((await book("host", { teamSlug: "ada", eventSlug: "coffee" })).status, 404);
    },
  );

  await t.step("by its token a booking is shown with who is met, and cancelled", async () => {
    const { body } = await json(`/v0/bookings/actions/${token}`);
    const { teamSlug, teamName, username } = body.booking;
    assert.deepEqual({ teamSlug, teamName, assigned: body.booking.assigned, username }, {
      teamSlug: "mill",
      teamName: "The Mill",
      assigned,
      username: undefined,
    });
    const cancelled = await guest.send("POST", `/v0/bookings/actions/${token}/cancel`, {});
    assert.equal(cancelled.status, 200);
    assert.ok(startsOf((await json(available)).body).includes(`${date}T09:00:00.000Z`));
  });

  await t.step("an explanation: one sentence for a guest, who and why for a member", async () => {
    assert.equal((await book("taken")).status, 201);
    const explained = async (session?: string) => {
      const { body } = await json(`${available}&explain=1`, visitor(session));
      return body.explained.find(({ startsAt }: { startsAt: string }) =>
        startsAt === `${date}T09:00:00.000Z`
      );
    };
    const shown = await explained();
    assert.deepEqual(shown.reasons.map(({ code }: { code: string }) => code), ["MEMBER"]);
    assert.match(shown.reasons[0].message, /The team isn’t available/);
    assert.equal(shown.members, undefined);
    assert.equal((await explained(town.sessions.cleo)).members, undefined);
    assert.deepEqual((await explained(town.sessions.ben)).members, [
      { name: "Ada Beck", codes: ["BOOKED"] },
      { name: "Ben Moor", codes: ["BOOKED"] },
    ]);
  });
});
