import assert from "node:assert/strict";
import { bookForGuest, cancelBooking } from "$lib/server/api/booking-changes.ts";
import * as feeds from "$lib/server/api/feeds.ts";
import * as api from "$lib/server/api/guest-data.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { keyOf, operationCaller } from "../support/call-operation.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";

const email = "tilda@example.net";

Deno.test("data over the API: a guest looked up, downloaded and erased; feeds and retention", async (t) => {
  let key = "", session = "", eventTypeId = "";
  await using program = await startWithHost({}, async (app, host) => {
    key = await keyOf(app, host, ["read", "bookings", "settings"]);
    session = await signedIn(app, host);
    const types = await listEventTypes(app.kv, host.id);
    eventTypeId = types.find(({ slug }) => slug === "coffee")!.id;
  });
  const byKey = operationCaller(program.address, { authorization: `Bearer ${key}` });
  const ada = operationCaller(program.address, { cookie: `${sessionCookie}=${session}` });
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 5);
  const booked = await byKey(bookForGuest, {
    body: {
      eventTypeId,
      startsAt: `${date}T09:00:00Z`,
      inviteeName: "Tilda",
      inviteeEmail: email,
    },
  });
  const params = { id: booked.answer.booking.id };

  await t.step("what is stored about a guest is counted and downloaded", async () => {
    const found = await byKey(api.findGuest, { query: { email: "Tilda@Example.net" } });
    assert.equal(found.answer.bookings, 1);
    assert.deepEqual(found.answer.upcoming.map(({ id }) => id), [params.id]);
    const file = await byKey(api.exportGuest, { query: { email } });
    assert.equal(JSON.parse(file.text).bookings[0].guest.email, email);
    assert.equal((await byKey(api.findGuest)).status, 422);
    const nobody = await byKey(api.findGuest, { query: { email: "nobody@example.net" } });
    assert.equal(nobody.answer.bookings, 0);
  });

  await t.step("the whole account is downloaded without link secrets", async () => {
    const { text, response } = await byKey(api.exportAccount);
    assert.match(response.headers.get("content-disposition")!, /attachment/);
    assert.equal(JSON.parse(text).bookings[0].id, params.id);
    assert.doesNotMatch(text, /[\w-]{43}/);
  });

  await t.step(
    "a guest is erased by a session only, and not before the meeting is over",
    async () => {
      const refused = await byKey(api.eraseGuest, { body: { email } });
      assert.equal(refused.problem.code, "session-needed");
      const kept = await ada(api.eraseGuest, { body: { email } });
      assert.equal(kept.answer.erased, 0);
      assert.deepEqual(kept.answer.upcoming.map(({ id }) => id), [params.id]);
      assert.equal((await byKey(cancelBooking, { params })).status, 200);
      for (;;) {
        const { answer } = await ada(api.eraseGuest, { body: { email } });
        if (answer.erased === 1) break;
        assert.equal(answer.inProgress, 1);
      }
      const found = await byKey(api.findGuest, { query: { email } });
      assert.equal(found.answer.bookings, 0);
    },
  );

  await t.step("the retention of guest data is set and read", async () => {
    assert.equal((await byKey(api.getRetention)).answer.days, null);
    assert.equal((await byKey(api.setRetention, { body: { days: 90 } })).answer.days, 90);
    assert.equal((await byKey(api.getRetention)).answer.days, 90);
    const wrong = await byKey(api.setRetention, { body: { days: 0 } });
    assert.deepEqual(Object.keys(wrong.problem.fields), ["days"]);
    const unknown = await byKey(api.setRetention, { body: { days: 1, hours: 2 } });
    assert.deepEqual(Object.keys(unknown.problem.fields), ["hours"]);
  });

  await t.step("a feed is opened and closed by a session; its address is shown once", async () => {
    const body = { kind: "free-busy" } as const;
    assert.equal((await byKey(feeds.createFeed, { body })).problem.code, "session-needed");
    const call = { body, key: crypto.randomUUID() };
    const opened = await ada(feeds.createFeed, call);
    const address = new URL(opened.answer.address!).pathname;
    assert.equal((await ada(feeds.createFeed, call)).answer.address, null);
    const feed = await fetch(program.address + address);
    assert.match(await feed.text(), /^BEGIN:VCALENDAR/);
    const { answer, text } = await byKey(feeds.listFeeds);
    assert.deepEqual(answer.feeds.map(({ kind, openedAt }) => [kind, openedAt !== null]), [
      ["bookings", false],
      ["free-busy", true],
    ]);
    assert.doesNotMatch(text, /[\w-]{43}/);
    const closed = await ada(feeds.revokeFeed, { params: { kind: "free-busy" } });
    assert.equal(closed.answer.feed.openedAt, null);
    assert.equal((await ada(feeds.revokeFeed, { params: { kind: "other" } })).status, 404);
    const gone = await fetch(program.address + address);
    assert.equal(gone.status, 404);
    await gone.body?.cancel();
  });
});
