/** Answers about properties that are made to cost much: they are bounded, and read where they hold up nobody. */
import assert from "node:assert/strict";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { discoverAccount } from "$lib/server/calendars/caldav/discovery.ts";
import { inlineParser, openResponseParser } from "$lib/server/calendars/parsing/response-parser.ts";
import { parserThreadAt } from "$lib/server/calendars/parsing/spawn-thread.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { hostBookingPage } from "$lib/server/event-types/booking-page.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { startFaultyServer } from "../../../support/caldav/faulty-server.ts";
import { granted } from "../../../support/granted.ts";
import { town } from "../../../support/town.ts";

const address = new URL(
  "../../../../src/lib/server/calendars/parsing/parser-thread.ts",
  import.meta.url,
);
const response = (n: number) =>
  `<d:response><d:href>/d/${n}/</d:href><d:status>HTTP/1.1 200</d:status></d:response>`;
/** As long as an answer about properties may be. */
const answerOf = (count: number) =>
  `<d:multistatus xmlns:d="DAV:">${
    Array.from({ length: count }, (_, n) => response(n)).join("")
  }</d:multistatus>`.replaceAll("<d:status>HTTP/1.1 200</d:status>", "");

Deno.test("discoverAccount: 40,000 responses are refused by the parser; pickers are served meanwhile", async () => {
  const body = answerOf(40_000);
  assert.ok(body.length < 2 * 1024 * 1024, "else it is refused while it comes");
  await using server = await startFaultyServer(["DTSTART:20261103T090000Z", "DURATION:PT1H"]);
  const outgoing = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const { app, host } = await town();
  const found = await granted(findBookableType(app, "ada", "intro-call"));
  const show = () => buildPicker(app, hostBookingPage(host, found.type), new URLSearchParams());
  const reader = openResponseParser(parserThreadAt(address), () => {});
  try {
    // The thread has begun before anybody waits for it.
    await reader.parse("properties", { text: answerOf(1), base: server.address, depth: 1 });
    await show();
    server.fault = { status: 207, body };
    const account = { address: server.calendar, user: "a", password: "b" };
    const order: string[] = [];
    const looking = discoverAccount(fetch, account, undefined, reader).catch(({ reason }) => {
      order.push("refused");
      return reason;
    });
    let shown = 0, longest = 0;
    while (order.length === 0) {
      const began = performance.now();
      await show();
      longest = Math.max(longest, performance.now() - began);
      shown++;
      await new Promise((go) => setTimeout(go));
    }
    assert.equal(await looking, "too-large");
    const began = performance.now();
    // Refused as too large without a thread, too; how long that takes is the question.
    await assert.rejects(
      inlineParser.parse("properties", { text: body, base: server.address, depth: 1 }),
      { reason: "too-large" },
    );
    const alone = performance.now() - began;
    assert.ok(shown > 3, `${shown} pickers meanwhile`);
    assert.ok(longest < alone || longest < 100, `${longest} ms beside a reading of ${alone} ms`);

    const { url, user } = { url: server.address, user: "a" };
    const opened = openCaldav(fetch, {
      url,
      user,
      password: "b",
      zone: "UTC",
      ownAddresses: [],
      parser: reader,
    });
    await assert.rejects(opened.list(), { reason: "too-large" });
    await assert.rejects(opened.find(server.calendar, "x@y"), { reason: "too-large" });
  } finally {
    await reader.close();
    outgoing.close();
  }
});

Deno.test("openWebDav: two thousand calendars are listed; short responses need no thread", async () => {
  const calendar = (n: number) =>
    `<d:response><d:href>/d/${n}/</d:href><d:propstat><d:prop><d:resourcetype><c:calendar/></d:resourcetype></d:prop></d:propstat></d:response>`;
  const text = `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${
    Array.from({ length: 2_000 }, (_, n) => calendar(n)).join("")
  }</d:multistatus>`;
  const found = await inlineParser.parse("properties", {
    text,
    base: "https://a.example/d/",
    depth: 1,
  });
  assert.equal(found.length, 2_000);
});
