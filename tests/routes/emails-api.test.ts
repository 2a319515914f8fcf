import assert from "node:assert/strict";
import { bookForGuest } from "$lib/server/api/booking-changes.ts";
import * as api from "$lib/server/api/emails.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { keyOf, operationCaller } from "../support/call-operation.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addHost } from "../support/town.ts";

Deno.test("emails over the API: listed, shown without secrets, sent again and dismissed", async (t) => {
  let key = "", others = "", eventTypeId = "";
  await using program = await startWithHost({}, async (app, host) => {
    key = await keyOf(app, host, ["read", "bookings"]);
    const grace = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
    others = await keyOf(app, grace, ["read", "bookings"]);
    const types = await listEventTypes(app.kv, host.id);
    eventTypeId = types.find(({ slug }) => slug === "coffee")!.id;
  });
  const ada = operationCaller(program.address, { authorization: `Bearer ${key}` });
  const stranger = operationCaller(program.address, { authorization: `Bearer ${others}` });
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 5);
  const booked = await ada(bookForGuest, {
    body: {
      eventTypeId,
      startsAt: `${date}T09:00:00Z`,
      inviteeName: "Tilda",
      inviteeEmail: "tilda@example.net",
    },
  });
  const bookingId = booked.answer.booking.id;

  /** The emails of the booking, once they wait for a mail server that is not there. */
  async function unsent() {
    for (;;) {
      const { answer } = await ada(api.listEmails);
      const own = answer.emails.filter((email) => email.bookingId === bookingId);
      if (own.length > 1 && own.every(({ state }) => state === "unsent")) return own;
    }
  }

  await t.step("the list names kind, state and booking, a page at a time", async () => {
    const emails = await unsent();
    assert.deepEqual(emails.map(({ kind }) => kind).sort(), ["guest-confirmed", "host-confirmed"]);
    const first = await ada(api.listEmails, { query: { limit: "1" } });
    assert(first.answer.next);
    const query = { limit: "1", cursor: first.answer.next };
    const second = await ada(api.listEmails, { query });
    assert.notEqual(second.answer.emails[0]?.id, first.answer.emails[0]?.id);
    assert.deepEqual((await stranger(api.listEmails)).answer.emails, []);
    assert.equal((await ada(api.listEmails, { query: { state: "x" } })).status, 422);
  });

  await t.step("an email has text and HTML, and no secret of guest or host", async () => {
    for (const { id, to } of await unsent()) {
      const { answer, text } = await ada(api.getEmail, { params: { id } });
      assert.equal(answer.superseded, false);
      assert.equal(answer.content?.to, to === "guest" ? "tilda@example.net" : "ada@example.org");
      assert.match(answer.content.html, /^<!doctype html>/i);
      if (to === "guest") assert(answer.content.text.includes("/booking/…"));
      assert.doesNotMatch(text, /[\w-]{43}/);
      assert.equal((await stranger(api.getEmail, { params: { id } })).status, 404);
    }
    assert.equal((await ada(api.getEmail, { params: { id: "x".repeat(3000) } })).status, 404);
  });

  await t.step("is sent again, and dismissed once", async () => {
    const [first, second] = await unsent();
    const params = { id: first!.id };
    assert.equal((await stranger(api.resendEmail, { params })).status, 404);
    assert.equal((await stranger(api.dismissEmail, { params })).status, 404);
    const again = await ada(api.resendEmail, { params });
    assert.equal(again.answer.email.id, first!.id);
    const dismissed = await ada(api.dismissEmail, { params: { id: second!.id } });
    assert.equal(dismissed.answer.email.state, "superseded");
    const twice = await ada(api.dismissEmail, { params: { id: second!.id } });
    assert.equal(twice.problem.code, "changed");
  });
});
