import assert from "node:assert/strict";
import { getCalendar } from "$lib/server/api/host-calendar.ts";
import { bookForGuest } from "$lib/server/api/booking-changes.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { keyOf, operationCaller } from "../support/call-operation.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addHost } from "../support/town.ts";

const iso = (instant: number) => new Date(instant).toISOString();

Deno.test("a host's own calendar over the API: their time, nobody else's, at most 42 days", async () => {
  let own = "", other = "", typeId = "";
  await using program = await startWithHost({}, async (app, host) => {
    own = await keyOf(app, host, ["read", "bookings"]);
    const grace = await addHost(app, { email: "grace@example.org", preferredUsername: "grace" });
    other = await keyOf(app, grace, ["read"]);
    typeId = (await listEventTypes(app.kv, host.id)).find(({ slug }) => slug === "coffee")!.id;
  });
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const ada = operationCaller(program.address, bearer(own));
  const stranger = operationCaller(program.address, bearer(other));
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 5);
  const day = daySpan(date, "Europe/Berlin");
  const startsAt = iso(day.start + 10 * HOUR);
  const guest = { inviteeName: "Tilda Moor", inviteeEmail: "tilda@example.net" };
  const body = { eventTypeId: typeId, startsAt, ...guest };
  const key = crypto.randomUUID();
  assert.equal((await ada(bookForGuest, { body, key })).status, 201);

  const query = { from: iso(day.start), to: iso(day.end) };
  const { answer, status, text } = await ada(getCalendar, { query });
  assert.equal(status, 200, text);
  assert.equal(answer.timezone, "Europe/Berlin");
  assert.equal(answer.open.length, 1);
  const [held] = answer.held;
  assert.equal(held!.startsAt, startsAt);
  assert.equal(held!.kind, "confirmed");
  assert.equal(held!.bookings[0]!.guest, "Tilda Moor");
  assert.deepEqual((await stranger(getCalendar, { query })).answer.held, []);

  const refused = async (from: number, to: number) =>
    (await ada(getCalendar, { query: { from: iso(from), to: iso(to) } })).problem?.fields;
  assert.deepEqual(Object.keys(await refused(day.start, day.start)), ["to"]);
  assert.deepEqual(Object.keys(await refused(day.start, day.start + 42 * DAY + 1)), ["to"]);
  assert.equal(
    (await ada(getCalendar, {
      query: { from: iso(day.start), to: iso(day.start + 42 * DAY) },
    })).status,
    200,
  );
});
