/** Feeds that are longer than what is kept of them: what may touch the window is read, and nothing else is lost. */
import assert from "node:assert/strict";
import { icsCalendarId, openIcs } from "$lib/server/calendars/ics/provider.ts";
import { keepInWindow } from "$lib/server/calendars/ics/keep-in-window.ts";
import {
  inlineParser,
  type ResponseParser,
} from "$lib/server/calendars/parsing/response-parser.ts";
import { InvalidICalendar } from "$lib/icalendar/content-lines.ts";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { type FeedFake, startFeed } from "../../../support/ics-server.ts";

const MEBIBYTE = 1024 * 1024;
const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2027, 1, 1) };
const zone = "America/New_York";

const event = (
  uid: string,
  ...lines: string[]
) => ["BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20260101T000000Z", ...lines, "END:VEVENT"];
const calendarOf = (events: string[][], end = "\r\n") =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", ...events.flat(), "END:VCALENDAR", ""].join(end);

/** What of it touches the window, what does not, and what nobody can tell. */
const mixed = [
  event("past", "DTSTART:20100105T090000Z", "DTEND:20100105T100000Z"),
  event("future", "DTSTART:20400105T090000Z", "DURATION:PT1H"),
  event("past day", "DTSTART;VALUE=DATE:20100105"),
  event("in it", "DTSTART:20261208T090000Z", "DURATION:PT1H", "SUMMARY:Zoë 🎈"),
  event("day in it", "DTSTART;VALUE=DATE:20261209"),
  event("since long", "DTSTART:20100105T090000Z", "DTEND:20261210T100000Z"),
  event("for long", "DTSTART:20240105T090000Z", "DURATION:P3000D"),
  event("at its edge", "DTSTART;TZID=Pacific/Kiritimati:20270201T130000", "DURATION:PT1H"),
  event("in an unknown zone", "DTSTART;TZID=Mars:20261031T230000", "DURATION:PT1H"),
  event("weekly", "DTSTART:20100105T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
  event("weekly", "DTSTART:20261216T090000Z", "DURATION:PT2H", "RECURRENCE-ID:20261215T090000Z"),
  event("weekly", "DTSTART:20300101T090000Z", "DURATION:PT2H", "RECURRENCE-ID:20261222T090000Z"),
  event("folded rule", "DTSTART:20100105T110000Z", "DURATION:PT1H", "RR", " ULE:FREQ=MONTHLY"),
  event("dates", "DTSTART:20100105T110000Z", "DURATION:PT1H", "RDATE:20261224T110000Z"),
  event("damaged", "DTSTART:20100105T110000Z", "DURATION:PT1H", "R.ULE:FREQ=DAILY"),
  event("two starts", "DTSTART:20100105T110000Z", "DTSTART:20261211T110000Z"),
  event("no start"),
  event("no date", "DTSTART:soon", "DURATION:PT1H"),
  event("with an alarm", "DTSTART:20100105T110000Z", "DURATION:PT1H")
    .toSpliced(-1, 0, "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT5M", "END:VALARM"),
  event("free", "DTSTART:20261212T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"),
  ["BEGIN:VFREEBUSY", "FREEBUSY:20261213T090000Z/PT1H", "END:VFREEBUSY"],
];

/** What is kept of a text that comes in pieces, none of it whole. */
async function kept(text: string, pieceBytes: number): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / pieceBytes) },
    (_, n) => bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes),
  );
  return await new Response(ReadableStream.from(pieces).pipeThrough(keepInWindow(window, 0)))
    .text();
}

function readOf(text: string) {
  try {
    const { objects, unreadable } = parseBusyTimes(text, window, zone);
    const busy = objects.filter((each) => each.busy.length > 0)
      .map((each) => ({ ...each, uid: each.uid.replace(/^(without-uid)-\d+$/, "$1") }));
    return { busy, unreadable: unreadable.map(({ fingerprint }) => fingerprint) };
  } catch (error) {
    if (error instanceof InvalidICalendar) return "refused";
    throw error;
  }
}

Deno.test("keepInWindow: what is kept has the same busy time as the whole, however it is cut and ends", async () => {
  for (const end of ["\r\n", "\n", "\r"]) {
    const text = calendarOf(mixed, end);
    const expected = readOf(text);
    assert.notEqual(expected, "refused");
    for (const pieceBytes of [1, 7, 100, 100_000]) {
      const part = await kept(text, pieceBytes);
      assert.deepEqual(readOf(part), expected, `${JSON.stringify(end)}, ${pieceBytes}`);
      for (const uid of ["past", "future", "past day", "with an alarm"]) {
        assert.ok(!part.includes(`UID:${uid}${end}`), uid);
      }
      assert.ok(part.includes("Zoë 🎈"));
    }
  }
});

Deno.test("keepInWindow: an event whose end is not its last line is kept", async () => {
  const past = event("past", "DTSTART:20100105T090000Z", "DURATION:PT1H");
  for (
    const odd of [[...past, " more"], past.with(0, "BEGIN:VEVENT\r\n more"), [...past, ...past]]
  ) {
    const text = calendarOf([odd, event("now", "DTSTART:20261208T090000Z")]);
    assert.deepEqual(readOf(await kept(text, 10)), readOf(text));
  }
});

Deno.test("keepInWindow: a text that is cut off is as refused as the whole", async () => {
  const text = calendarOf(mixed);
  for (let length = 0; length < text.length - 2; length += 3) {
    const part = text.slice(0, length);
    assert.deepEqual(readOf(await kept(part, 1_000)), "refused", `${length}`);
  }
});

async function withLongFeed(
  test: (feed: FeedFake, calendar: ReturnType<typeof openIcs>, parsed: number[]) => Promise<void>,
) {
  await using feed = startFeed();
  const client = openHttpClient();
  const parsed: number[] = [];
  const parser: ResponseParser = {
    ...inlineParser,
    parse(kind, input) {
      assert("chunks" in input);
      parsed.push(input.chunks.reduce((sum, { length }) => sum + length, 0));
      return inlineParser.parse(kind, input);
    },
  };
  try {
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: client.connect });
    const calendar = openIcs(fetch, { url: feed.address, zone, ownAddresses: [], parser });
    await test(feed, calendar, parsed);
  } finally {
    client.close();
  }
}

/** A body that is sent in pieces, so that no test holds it whole. */
function bodyOf(pieces: Iterable<string>): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces).pipeThrough(new TextEncoderStream());
}

/** Past meetings, two hours apart, of so many bytes together. */
function* past(bytes: number, until = Date.UTC(2026, 9, 1)): Generator<string> {
  const description = `DESCRIPTION:${"lorem ipsum ".repeat(100)}`;
  for (let n = 0, size = 0; size < bytes; n++) {
    const start = new Date(until - n * DAY / 12).toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = event(`past-${n}`, `DTSTART:${start}`, "DURATION:PT1H", description);
    const text = `${lines.join("\r\n")}\r\n`;
    size += text.length;
    yield text;
  }
}

function* feedOf(bytes: number, last: string[][] = []): Generator<string> {
  const [head = "", tail = ""] = calendarOf([["X"]]).split("X\r\n");
  yield head;
  yield* past(bytes);
  yield* last.map((lines) => `${lines.join("\r\n")}\r\n`);
  yield tail;
}

Deno.test("openIcs: a feed of 30 MB is connected and read by what of it touches the window", () =>
  withLongFeed(async (feed, calendar, parsed) => {
    const last = event("last", "DTSTART:20261208T090000Z", "DURATION:PT1H");
    const span = { start: Date.UTC(2026, 11, 8), end: Date.UTC(2026, 11, 9) };
    const answer = () => feed.fault = { status: 200, body: bodyOf(feedOf(30_000_000, [last])) };
    answer();
    assert.equal((await calendar.list()).length, 1);
    answer();
    const changes = await calendar.changes(icsCalendarId, window, null);
    const busy = changes?.objects.filter((object) => object.busy.length > 0);
    assert.deepEqual(busy?.map(({ uid }) => uid), ["last"]);
    assert.deepEqual(changes?.unreadable, []);
    answer();
    assert.deepEqual((await calendar.busy(icsCalendarId, span)).length, 1);
    assert.ok(Math.max(...parsed) < 6 * MEBIBYTE, `${parsed}`);
  }));

Deno.test("openIcs: a feed beyond the limits is refused by its own sentence, never read in part", () =>
  withLongFeed(async (feed, calendar) => {
    const now = event("now", "DTSTART:20261208T090000Z", `DESCRIPTION:${"x".repeat(2_000)}`);
    const many = Array.from({ length: 6_000 }, () => now);
    const tiny = Array.from({ length: 65_000 }, () => ["BEGIN:VTODO", "END:VTODO"]);
    const bodies: [string, () => BodyInit][] = [
      ["too much in the window", () => bodyOf(feedOf(0, many))],
      ["longer than any is", () => bodyOf(feedOf(70_000_000))],
      ["one endless line", () => "x".repeat(11 * MEBIBYTE)],
      ["one endless event", () => calendarOf([["BEGIN:VEVENT", "x".repeat(11 * MEBIBYTE)]])],
      ["more entries than can be read", () => calendarOf(tiny)],
    ];
    for (const [name, bodyOfIt] of bodies) {
      feed.fault = { status: 200, body: bodyOfIt() };
      await assert.rejects(calendar.changes(icsCalendarId, window, null), {
        kind: "try-again",
        reason: "feed-too-large",
      }, name);
    }
  }));
