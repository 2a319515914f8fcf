import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { icsCalendarId, openIcs } from "$lib/server/calendars/ics/provider.ts";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { inlineParser } from "$lib/server/calendars/parsing/response-parser.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { objectText } from "../../support/caldav/faulty-responses.ts";
import { startFeed } from "../../support/ics-server.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { type FaultySetup, openFaultySetup } from "../../support/caldav/host-with-faulty-server.ts";
import { granted, refusal } from "../../support/granted.ts";

const window = { start: mondayTen - 2 * DAY, end: mondayTen + 60 * DAY };
const elsewhere = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];

/** What cannot be read, and whether some of its time is known all the same. */
const unreadable: [string, string, boolean][] = [
  ["no start", objectText("b", ["SUMMARY:Dentist"]), false],
  ["a start that is no time", objectText("b", ["DTSTART:tomorrow", "DURATION:PT1H"]), false],
  ["a day that does not exist", objectText("b", ["DTSTART:20261131T090000Z"]), false],
  ["a cut object", objectText("b", elsewhere).slice(0, -20), false],
  ["no calendar at all", "Please Sign in", false],
  ["an end that is no time", objectText("b", ["DTSTART:20261105T090000Z", "DTEND:later"]), false],
  ["a length that is none", objectText("b", ["DTSTART:20261105T090000Z", "DURATION:long"]), false],
  ["a further date that is none", objectText("b", [...elsewhere, "RDATE:soon"]), true],
  [
    "an instance that is none",
    objectText("b", ["DTSTART:20261105T090000Z", "DURATION:PT1H", "RECURRENCE-ID:that one"]),
    true,
  ],
];

async function stateOf({ app, host, connection, server }: FaultySetup) {
  const { guard } = await getGuard(app.kv, host.id);
  const state = guard.calendars[`${connection.id}:${server.calendar}`];
  assert(state);
  return { state, how: freshness(state, app.now(), app.settings.syncIntervalMs) };
}

async function statusOf({ app }: FaultySetup, minutes: number) {
  const start = mondayTen + minutes * MINUTE;
  const requested = await ask(app, { slug: "coffee", start });
  return [requested.booking.status, requested.booking.approvalReason];
}

Deno.test("parseBusyTimes: an unreadable entry is counted, and busy as far as its time is known", () => {
  for (const [name, text, isPartly] of unreadable.filter(([, text]) => text.endsWith("AR\r\n"))) {
    const { objects, unreadable: skipped } = parseBusyTimes(text, window, "Europe/Berlin");
    assert.equal(skipped.length, 1, name);
    assert.equal(objects.some(({ busy }) => busy.length > 0), isPartly, name);
  }
});

Deno.test("parseBusyTimes: a free or long past entry is not unreadable, whatever its end", () => {
  const harmless = [
    ["DTSTART:tomorrow", "TRANSP:TRANSPARENT"],
    ["DTSTART:tomorrow", "STATUS:CANCELLED"],
    ["DTSTART:20090101T090000Z", "DTEND:later"],
  ];
  for (const lines of harmless) {
    const { objects, unreadable } = parseBusyTimes(objectText("b", lines), window, "Europe/Berlin");
    assert.deepEqual([objects.flatMap(({ busy }) => busy), unreadable], [[], []], lines.join());
  }
});

for (const [name, text] of unreadable) {
  Deno.test(`an instant type requires approval over a calendar with ${name}, until the host accepts it`, async () => {
    await using setup = await openFaultySetup(elsewhere);
    const { app, host, server, connection, read } = setup;
    assert.deepEqual(await statusOf(setup, 0), ["CONFIRMED", null]);

    // Not read yet: the question at submit finds it.
    server.put("b", [], { text });
    assert.deepEqual(await statusOf(setup, 60), ["PENDING", "unreachable"]);
    const look = await bookings.checkConflicts(app, (await pending(setup))!, host);
    assert.equal(look.unreachable.length, 1);

    // Read: the calendar is not fresh, and says why.
    await read();
    const { state, how } = await stateOf(setup);
    assert.deepEqual([how, state.unreadableCount, state.failure], ["stale", 1, null]);
    assert.deepEqual(await statusOf(setup, 90), ["PENDING", "stale"]);

    const key = `${connection.id}:${server.calendar}`;
    const unread = await connections.listUnreadable(app, host.id, key);
    assert.equal(unread?.entries.length, 1);
    const accept = (generation: string) =>
      connections.acceptUnreadable(app, host.id, connection.id, server.calendar, generation);
    assert.equal(refusal(await accept("an earlier one")).code, "changed");
    assert((await accept(unread.generation)).ok);
    assert.equal((await stateOf(setup)).how, "fresh");
    assert.deepEqual(await statusOf(setup, 120), ["CONFIRMED", null]);

    // Read again it is still accepted; another one, or the same one changed, is a new question.
    server.put("c", ["DTSTART:20261106T090000Z", "DURATION:PT1H"]);
    await read();
    assert.equal((await stateOf(setup)).state.unreadableCount, 0);
    server.put("b", [], {
      text: text.replace("UID:b", "UID:b\r\nSUMMARY:New").replace("Si", "Se"),
    });
    await read();
    assert.equal((await stateOf(setup)).state.unreadableCount, 1);
    assert.deepEqual(await statusOf(setup, 150), ["PENDING", "stale"]);
  });
}

async function pending({ app, host }: FaultySetup) {
  const [entry] = await Array.fromAsync(
    app.kv.list({ prefix: keys.bookingsOf(host.id, "PENDING") }),
  );
  return await getBooking(app.kv, String(entry?.key.at(-1)));
}

Deno.test("several unreadable entries of one object are listed and accepted one by one", async () => {
  await using setup = await openFaultySetup(elsewhere);
  const { app, host, server, connection, read } = setup;
  const one = objectText("b", ["DTSTART:tomorrow", "SUMMARY:First"]);
  const two = objectText("b", [
    "DTSTART:later",
    "RECURRENCE-ID:20261105T090000Z",
    "SUMMARY:Second",
  ]);
  const text = one.replace("END:VCALENDAR\r\n", "") + two.slice(two.indexOf("BEGIN:VEVENT"));
  server.put("b", [], { text });
  await read();
  const key = `${connection.id}:${server.calendar}`;
  const unread = (await connections.listUnreadable(app, host.id, key))!;
  assert.deepEqual(unread.entries.map(({ title }) => title).sort(), ["First", "Second"]);
  for await (const { key: at, value } of app.kv.list({ prefix: [] })) {
    assert.doesNotMatch(JSON.stringify(value) ?? "", /First|Second/, `${at.join(" ")} is sealed`);
  }
  const { id } = connection;
  await granted(connections.acceptUnreadable(app, host.id, id, server.calendar, unread.generation));
  assert.deepEqual(await statusOf(setup, 0), ["CONFIRMED", null]);
});

Deno.test("openIcs: busy time of a feed with an unreadable entry is refused until its host accepts it", async () => {
  await using feed = startFeed();
  const outgoing = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const calendar = openIcs(fetch, {
    url: feed.address,
    zone: "Europe/Berlin",
    ownAddresses: [],
    parser: inlineParser,
  });
  feed.events.set("lesson", elsewhere);
  feed.events.set("broken", ["DTSTART:tomorrow"]);
  const changes = await calendar.changes(icsCalendarId, window, null);
  assert.deepEqual(changes?.unreadable.map(({ reason }) => reason), ["a time that cannot be read"]);
  await assert.rejects(calendar.busy(icsCalendarId, window), { reason: "unreadable-event" });
  const accepted = new Set(changes!.unreadable.map(({ fingerprint }) => fingerprint));
  assert.equal((await calendar.busy(icsCalendarId, window, accepted)).length, 1);
  outgoing.close();
});

Deno.test("the time that an unreadable entry names is not offered, in any zone, until its host accepts it", async () => {
  await using setup = await openFaultySetup(elsewhere);
  const { app, host, server, connection, read } = setup;
  const type = (await getEventTypeBySlug(app.kv, host.id, "coffee"))!;
  const key = `${connection.id}:${server.calendar}`;
  const thursday = mondayTen + 3 * DAY, day = { start: thursday, end: thursday + DAY / 4 };
  const starts = async () =>
    (await findSlots(app, { hosts: [host], type, minutes: 30, window: day })).starts.length;
  const all = await starts();
  assert.ok(all > 0);

  server.put("b", ["DTSTART:20261105T250000Z", "DURATION:PT1H", "X-NOTE:hour 25"]);
  await read();
  assert.equal(await starts(), 0);
  const unread = await connections.listUnreadable(app, host.id, key);
  const { generation } = unread!;
  assert(
    (await connections.acceptUnreadable(app, host.id, connection.id, server.calendar, generation))
      .ok,
  );
  await read();
  assert.equal(await starts(), all);

  // Once it is another one, it blocks again; and what can be read blocks what it says.
  server.put("b", ["DTSTART:20261105T260000Z", "DURATION:PT1H"]);
  await read();
  assert.equal(await starts(), 0);
  server.put("b", ["DTSTART:20261105T230000Z", "DURATION:PT1H"]);
  await read();
  assert.equal(await starts(), all);
});

Deno.test("an event with an end before its start blocks a day, in a series too, until its host accepts it", async () => {
  const backwards = [
    ["DTSTART:20261105T080000Z", "DTEND:20261105T070000Z"],
    ["DTSTART:20261029T080000Z", "DTEND:20261029T070000Z", "RRULE:FREQ=WEEKLY"],
    ["DTSTART;VALUE=DATE:20261105", "DTEND;VALUE=DATE:20261101"],
    ["DTSTART:20261105T080000Z", "DURATION:-PT1H"],
  ];
  await using setup = await openFaultySetup(elsewhere);
  const { app, host, server, connection, read } = setup;
  const type = (await getEventTypeBySlug(app.kv, host.id, "coffee"))!;
  const key = `${connection.id}:${server.calendar}`;
  const thursday = mondayTen + 3 * DAY, day = { start: thursday, end: thursday + DAY / 4 };
  const starts = async () =>
    (await findSlots(app, { hosts: [host], type, minutes: 30, window: day })).starts.length;
  const all = await starts();
  for (const lines of backwards) {
    server.put("b", lines);
    await read();
    assert.equal(await starts(), 0, lines.join());
    const { generation } = (await connections.listUnreadable(app, host.id, key))!;
    const accept = connections.acceptUnreadable;
    assert((await accept(app, host.id, connection.id, server.calendar, generation)).ok);
    await read();
    assert.equal(await starts(), all, lines.join());
  }
});
