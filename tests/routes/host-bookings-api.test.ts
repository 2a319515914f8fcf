import assert from "node:assert/strict";
import * as changes from "$lib/server/api/booking-changes.ts";
import * as upkeep from "$lib/server/api/booking-upkeep.ts";
import * as api from "$lib/server/api/host-bookings.ts";
import * as notes from "$lib/server/api/host-notes.ts";
import type { Operation } from "$lib/openapi/operation.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { keyOf, operationCaller } from "../support/call-operation.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addHost } from "../support/town.ts";

const guest = { inviteeName: "Tilda <b>Moor</b>", inviteeEmail: "tilda@example.net" };

const later = `${weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 30)}T09:00:00Z`;
/** What the operations need that take something. */
const bodies: Record<string, unknown> = {
  "bookings.removeGuest": { email: "alan@example.net" },
  "bookings.setLocation": { location: { kind: "later" } },
  "bookings.reschedule": { startsAt: later },
  "bookings.propose": { startsAt: [later] },
};

Deno.test("a host's bookings over the API: from booking to cancelling, with a key", async (t) => {
  let full = "", readOnly = "", others = "";
  const types: Record<string, string> = {};
  await using program = await startWithHost({}, async (app, host) => {
    full = await keyOf(app, host, ["read", "bookings"]);
    readOnly = await keyOf(app, host, ["read"]);
    const grace = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
    others = await keyOf(app, grace, ["read", "bookings"]);
    for (const { slug, id } of await listEventTypes(app.kv, host.id)) types[slug] = id;
  });
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const ada = operationCaller(program.address, bearer(full));
  const reader = operationCaller(program.address, bearer(readOnly));
  const stranger = operationCaller(program.address, bearer(others));
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 5);
  const coffee = { eventTypeId: types["coffee"], ...guest };
  const at = (time: string) => `${date}T${time}:00.000Z`;
  const params = { id: "" };
  const request = { id: "" };

  await t.step("books for a guest, once for each key", async () => {
    const call = { body: { ...coffee, startsAt: at("09:00") }, key: crypto.randomUUID() };
    const first = await ada(changes.bookForGuest, call);
    assert.equal(first.status, 201, first.text);
    params.id = first.answer.booking.id;
    assert.equal(first.answer.booking.status, "CONFIRMED");
    assert.equal(first.answer.booking.guest.name, guest.inviteeName);
    const again = await ada(changes.bookForGuest, call);
    assert.equal(again.answer.booking.id, params.id);
    assert.equal(again.response.headers.get("idempotent-replayed"), "true");
    const other = await ada(changes.bookForGuest, {
      ...call,
      body: { ...coffee, startsAt: at("12:00") },
    });
    assert.equal(other.problem.code, "key-reused");
    const taken = await ada(changes.bookForGuest, { body: call.body });
    assert.equal(taken.problem.code, "taken");
    assert(taken.problem.alternatives.length > 0);
  });

  await t.step("unknown fields are named, what is another’s is not found", async () => {
    const body = { ...coffee, startsAt: at("12:00"), colour: "red" };
    const unknown = await ada(changes.bookForGuest, { body });
    assert.deepEqual(Object.keys(unknown.problem.fields), ["colour"]);
    const cancelled = await ada(changes.cancelBooking, { params, body: { why: "x" } });
    assert.deepEqual(Object.keys(cancelled.problem.fields), ["why"]);
    assert.equal(
      (await stranger(changes.bookForGuest, { body: { ...coffee, startsAt: at("12:00") } }))
        .problem.code,
      "not-found",
    );
    const { bookForGuest: _, ...ofOne } = changes;
    const { getBooking, checkConflicts, listFreeTimes, listFreeMembers } = api;
    const reads = [getBooking, checkConflicts, listFreeTimes, listFreeMembers];
    const writes = [ofOne, upkeep].flatMap((each) =>
      Object.values<unknown>(each).filter((one): one is Operation =>
        typeof one === "object" && "handle" in one!
      )
    );
    assert.equal(writes.length, 12);
    for (const each of [...writes, ...reads] as Operation[]) {
      const body = bodies[each.id] ?? {};
      const { status } = await stranger(each, { params: { ...params, job: "x" }, body });
      assert.equal(status, 404, each.id);
    }
    assert.equal((await ada(api.getBooking, { params: { id: "x".repeat(3000) } })).status, 404);
    assert.equal((await reader(changes.cancelBooking, { params })).problem.code, "scope-missing");
  });

  await t.step("shows the booking with history and what can be done", async () => {
    const { answer, response, text } = await reader(api.getBooking, { params });
    assert.equal(response.headers.get("etag"), `"${answer.booking.revision}"`);
    assert.deepEqual(answer.history.map(({ event, by, host }) => [event, by, host?.name]), [
      ["confirmed", "host", "Ada Beck"],
    ]);
    assert(answer.jobs.some(({ email, to }) => email === "guest-confirmed" && to === "guest"));
    assert.equal(answer.actions.cancel, true);
    assert.equal(answer.actions.confirm, false);
    assert.doesNotMatch(text, /[\w-]{43}/, "no link secret");
    const free = await reader(api.listFreeTimes, { params });
    assert(free.answer.times.length > 0);
    assert.deepEqual((await reader(api.listFreeMembers, { params })).answer, { from: [], to: [] });
    const check = await reader(api.checkConflicts, { params });
    assert(check.answer.agenda.some(({ own }) => own));
  });

  await t.step("a note for oneself has a revision of its own and is nowhere else", async () => {
    const { answer, response } = await reader(notes.getNote, { params });
    assert.deepEqual(answer.note, { text: "", changedAt: null, revision: 0 });
    assert.equal(response.headers.get("etag"), '"0"');
    const body = { text: " Brings cake\r\n" };
    const noted = await ada(notes.setNote, { params, body, ifMatch: '"0"' });
    assert.deepEqual([noted.answer.note.text, noted.answer.note.revision], ["Brings cake", 1]);
    const stale = await ada(notes.setNote, { params, body: { text: "" }, ifMatch: '"0"' });
    assert.equal(stale.status, 412);
    const long = await ada(notes.setNote, { params, body: { text: "x".repeat(2001) } });
    assert.deepEqual(long.problem.fields, { text: "This is too long." });
    assert.equal((await reader(notes.setNote, { params, body })).problem.code, "scope-missing");
    for (const each of [notes.getNote, notes.setNote] as Operation[]) {
      assert.equal((await stranger(each, { params, body })).status, 404);
    }
    const details = await reader(api.getBooking, { params });
    assert.doesNotMatch(details.text, /Brings cake/);
  });

  await t.step("a guest’s request waits, gets other times proposed, and is confirmed", async () => {
    const asked = await fetch(`${program.address}/v0/bookings`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({
        username: "ada",
        eventSlug: "intro-call",
        startsAt: at("10:00"),
        ...guest,
      }),
    });
    assert.equal(asked.status, 201);
    request.id = (await asked.json()).booking.id;
    const waiting = await reader(api.listBookings, { query: { waiting: "1" } });
    assert.deepEqual(waiting.answer.bookings.map(({ id }) => id), [request.id]);
    const { revision } = waiting.answer.bookings[0]!;
    const proposed = await ada(changes.proposeTimes, {
      params: request,
      body: { startsAt: [at("13:00")], message: "Later?", revision },
    });
    assert.deepEqual(proposed.answer.booking.proposedTimes, [at("13:00")]);
    const stale = await ada(changes.confirmBooking, { params: request, ifMatch: `"${revision}"` });
    assert.equal(stale.status, 412);
    const late = await ada(changes.confirmBooking, { params: request, body: { revision } });
    assert.equal(late.status, 409);
    const call = { params: request, key: crypto.randomUUID(), body: { message: "Welcome" } };
    const confirmed = await ada(changes.confirmBooking, call);
    assert.equal(confirmed.answer.booking.state, "confirmed");
    const repeated = await ada(changes.confirmBooking, call);
    assert.deepEqual(repeated.answer, confirmed.answer);
    const twice = await ada(changes.confirmBooking, { params: request });
    assert.equal(twice.problem.code, "already-confirmed");
  });

  await t.step("reschedules once for each key, and never onto another booking", async () => {
    const onto = await ada(changes.rescheduleBooking, { params, body: { startsAt: at("10:00") } });
    assert.equal(onto.problem.code, "taken");
    const call = { params, body: { startsAt: at("14:00") }, key: crypto.randomUUID() };
    const moved = await ada(changes.rescheduleBooking, call);
    assert.equal(moved.answer.booking.startsAt, at("14:00"));
    const again = await ada(changes.rescheduleBooking, { ...call, ifMatch: '"1"' });
    assert.equal(again.response.headers.get("idempotent-replayed"), "true");
    assert.equal(again.answer.booking.revision, moved.answer.booking.revision);
  });

  await t.step("lists by status, type, time and words, a page at a time", async () => {
    const idsOf = async (query: Record<string, string>) =>
      (await reader(api.listBookings, { query })).answer.bookings.map(({ id }) => id);
    assert.deepEqual(await idsOf({}), [request.id, params.id]);
    assert.deepEqual(await idsOf({ sort: "desc" }), [params.id, request.id]);
    assert.deepEqual(await idsOf({ eventTypeId: types["coffee"]! }), [params.id]);
    assert.deepEqual(await idsOf({ status: "PENDING" }), []);
    assert.deepEqual(await idsOf({ from: at("11:00") }), [params.id]);
    assert.deepEqual(await idsOf({ to: at("11:00") }), [request.id]);
    assert.deepEqual(await idsOf({ from: at("11:00"), to: at("10:00") }), []);
    assert.deepEqual(await idsOf({ search: "tilda moor" }), [request.id, params.id]);
    assert.deepEqual(await idsOf({ search: "nobody" }), []);
    for (const more of [{}, { search: "tilda" }, { sort: "desc" }]) {
      const first = await reader(api.listBookings, { query: { limit: "1", ...more } });
      const cursor = first.answer.next!;
      const second = await reader(api.listBookings, { query: { limit: "1", cursor, ...more } });
      assert.equal(second.answer.next, null);
      const both = [...first.answer.bookings, ...second.answer.bookings].map(({ id }) => id);
      assert.deepEqual(both.sort(), [params.id, request.id].sort());
    }
    const wrong = await reader(api.listBookings, { query: { cursor: "nothing" } });
    assert.deepEqual(Object.keys(wrong.problem.fields), ["cursor"]);
    const strange = await reader(api.listBookings, { query: { state: "x" } });
    assert.deepEqual(Object.keys(strange.problem.fields), ["state"]);
    assert.equal((await reader(api.listBookings, { query: { teamId: "none" } })).status, 404);
    assert.deepEqual((await stranger(api.listBookings)).answer.bookings, []);
  });

  await t.step("the files hold every booking", async () => {
    const csv = await reader(api.downloadBookings);
    assert.match(csv.response.headers.get("content-type")!, /^text\/csv/);
    assert(csv.text.includes(params.id) && csv.text.includes(request.id));
    const ics = await reader(api.downloadCalendar);
    assert.match(ics.text, /^BEGIN:VCALENDAR/);
    assert.equal(ics.text.match(/BEGIN:VEVENT/g)?.length, 2);
  });

  await t.step("refuses what the booking’s time does not allow, and cancels", async () => {
    const early = await ada(upkeep.setNoShow, { params });
    assert.equal(early.problem.code, "not-offered");
    const alone = await ada(upkeep.withdrawFromBooking, { params });
    assert.equal(alone.problem.code, "not-offered");
    assert.equal((await ada(upkeep.reassignBooking, { params })).status, 404);
    assert.equal((await ada(upkeep.restoreEntries, { params })).problem.code, "changed");
    const cancelled = await ada(changes.cancelBooking, { params, body: { reason: "Ill" } });
    assert.equal(cancelled.answer.booking.state, "cancelled");
    assert.equal(cancelled.answer.booking.message, "Ill");
    assert.equal((await ada(changes.cancelBooking, { params })).problem.code, "already-cancelled");
    const { answer } = await reader(api.getBooking, { params });
    assert.deepEqual(answer.history.map(({ event }) => event), [
      "confirmed",
      "rescheduled",
      "cancelled",
    ]);
    assert.deepEqual(Object.values(answer.actions).filter(Boolean), []);
  });
});
