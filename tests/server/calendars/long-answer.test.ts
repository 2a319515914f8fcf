/** What a thread has read of a long calendar comes back in pieces, and a feed is never a text of the other threads. */
import assert from "node:assert/strict";
import { keepInWindow } from "$lib/server/calendars/ics/keep-in-window.ts";
import {
  openResponseParser,
  type SpawnThread,
} from "$lib/server/calendars/parsing/response-parser.ts";
import { parserThreadAt } from "$lib/server/calendars/parsing/spawn-thread.ts";
import { mergeChanges } from "$lib/server/connections/merge-changes.ts";
import { readerAddress } from "$lib/server/startup/runtime-globals.ts";
import type { IndexedObject } from "$lib/server/store/indexed-objects.ts";
import { calendar, many, view, window } from "../../support/icalendar/parse-budget.ts";

const MOST = 500;

const meeting = (n: number, day = 20261201) =>
  `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART:${day}T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT`;

Deno.test("openResponseParser: a feed goes to the thread as it came, its events come back in pieces", async () => {
  const pieces: number[] = [];
  const spawn: SpawnThread = (receive, onExit) =>
    parserThreadAt(readerAddress())((message) => {
      if (typeof message === "object" && "piece" in message) pieces.push(message.piece.length);
      receive(message);
    }, onExit);
  const reader = openResponseParser(spawn, (reason) => assert.fail(reason));
  const read = async (count: number, knownHash: string | null = null) => {
    const chunk = new TextEncoder().encode(calendar(many(count, (n) => meeting(n))));
    const chunks = [chunk.slice(0, 1_000), chunk.slice(1_000)];
    const { times, hash } = await reader.parse("feed", { chunks, scope: view, knownHash });
    assert.deepEqual(chunks.map(({ byteLength }) => byteLength), [0, 0], "without a copy");
    return {
      hash,
      uids: times && "objects" in times ? times.objects.map(({ uid }) => uid) : times,
    };
  };
  try {
    const { uids, hash } = await read(1_234);
    assert.deepEqual(uids, many(1_234, (n) => `u${n}`));
    assert.deepEqual(pieces, [MOST, MOST]);
    assert.deepEqual(await read(1_234, hash), { hash, uids: null }, "read before");
    assert.deepEqual((await read(3)).uids, ["u0", "u1", "u2"]);
    assert.equal(pieces.length, 2);
  } finally {
    await reader.close();
  }
});

Deno.test("openResponseParser: a listing of thousands comes back in pieces, whole and in order", async () => {
  const reader = openResponseParser(parserThreadAt(readerAddress()), assert.fail);
  const hrefs = many(2_001, (n) => `https://calendar.example/c/${n}.ics`);
  const responses = hrefs.map((href) =>
    `<response><href>${href}</href><propstat><prop><getetag>"1"</getetag></prop>` +
    "<status>HTTP/1.1 200 OK</status></propstat></response>"
  );
  const text = `<multistatus xmlns="DAV:">${responses.join("")}</multistatus>`;
  try {
    const { entries } = await reader.parse("listing", {
      text,
      base: "https://calendar.example/c/",
    });
    assert.deepEqual(entries.map(({ href }) => href), hrefs);
  } finally {
    await reader.close();
  }
});

Deno.test("keepInWindow: others have a turn after every 64 KiB of a long feed, though all is there", async () => {
  const bytes = new TextEncoder().encode(calendar(many(8_000, (n) => meeting(n, 20100101))));
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / 8_192) },
    (_, n) => bytes.subarray(n * 8_192, (n + 1) * 8_192),
  );
  let turns = 0, isOver = false;
  setImmediate(function turn() {
    turns++;
    if (!isOver) setImmediate(turn);
  });
  await new Response(ReadableStream.from(pieces).pipeThrough(keepInWindow(window, 0))).bytes();
  isOver = true;
  assert.ok(pieces.length > 50 && turns >= Math.floor(pieces.length / 8), `${turns} turns`);
});

Deno.test("mergeChanges: a known object is looked at a few times, however many entries are unreadable", async () => {
  let looks = 0;
  const known = many(300, String).map((name): IndexedObject => ({
    get href() {
      looks++;
      return name;
    },
    etag: null,
    uid: name,
    bookingId: null,
    inexactReason: null,
    unreadableReason: null,
    busyBounds: [1, 2],
  }));
  const unreadable = many(300, String)
    .map((href) => ({ href, reason: "no", title: "", fingerprint: href }));
  const changes = { isFullSync: true, objects: [], removed: [], cursor: null, unreadable };
  const { all } = await mergeChanges(known, changes);
  // Each is there as it was, and as what could not be read.
  assert.equal(all.length, 600);
  assert.ok(looks <= 10 * known.length, `${looks} looks`);
});
