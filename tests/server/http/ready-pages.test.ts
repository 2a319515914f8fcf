import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { App } from "$lib/server/app.ts";
import { readyPage, type RequestHead } from "$lib/server/http/ready-pages.ts";
import { openPageMemory } from "$lib/server/runtime/page-memory.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { openPages } from "../../support/guest-pages.ts";
import { bookingRequest, town } from "../../support/town.ts";

const path = "/calendar/ada/intro-call", host = "meet.example.org", socket = "203.0.113.1";
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** A program whose pages are asked for as the listener asks. */
async function listening(trustedProxies = 0) {
  const { app: own } = await town();
  const visits: string[] = [];
  const app: App = {
    ...own,
    pages: openPageMemory(4_000_000),
    now: () => own.now(),
    limits: openRateLimiter(() => own.now()),
    settings: { ...own.settings, trustedProxies },
    visits: { ...own.visits, count: ({ visitor }) => void visits.push(visitor) },
  };
  const open = openPages(app);
  const look = (headers: Record<string, string> = {}, head: Partial<RequestHead> = {}) =>
    readyPage(app, { method: "GET", url: path, headers, ...head }, host, socket);
  /** Sends the page as the request handler does where none is ready. */
  const visit = async (headers: Record<string, string> = {}) => {
    const { key, answer } = look(headers);
    return await answer ?? await open(path, headers, key);
  };
  return { own, app, open, look, visit, visits };
}

Deno.test("readyPage: a page that was sent is ready for the next one who asks alike, as it was sent", async () => {
  const { open, look, visit } = await listening();
  const asking: Record<string, string>[] = [
    {},
    { "accept-language": "de" },
    { "accept-language": "en-US,en" },
    { "accept-encoding": "br" },
    { "accept-encoding": "gzip" },
    { accept: "text/html" },
  ];
  for (const headers of asking) {
    assert.equal(look(headers).answer, null);
    await visit(headers);
    const ready = await look(headers).answer, kept = await open(path, headers);
    assert(ready && kept.isKept);
    const { "x-request-id": id, ...others } = ready.headers;
    const { "x-request-id": other, ...sent } = Object.fromEntries(kept.headers);
    assert.deepEqual(others, sent);
    assert.match(id!, /^[\w-]{22}$/);
    assert.notEqual(id, other);
    assert.equal(Number(others["content-length"]), ready.body.length);
    if (!headers["accept-encoding"]) assert.equal(new TextDecoder().decode(ready.body), kept.html);
  }
});

Deno.test("readyPage: nothing is ready for who may get another answer", async () => {
  const { look, visit } = await listening();
  await visit();
  assert(await look().answer);
  const others: [Record<string, string>, Partial<RequestHead>?][] = [
    [{ cookie: "invito_session=abc" }],
    [{ cookie: "theme=dark; __Host-invito_session=abc" }],
    [{ authorization: "Bearer inv_abc" }],
    [{ "if-none-match": "*" }],
    [{ origin: "https://shop.example" }],
    [{ "content-length": "3" }],
    [{ "accept-language": "fr" }],
    [{ accept: "text/markdown" }],
    [{ "x-forwarded-proto": "https" }],
    [{ "x-forwarded-for": "198.51.100.7" }],
    [{}, { method: "HEAD" }],
    [{}, { method: "POST" }],
    [{}, { url: `${path}?tz=UTC` }],
    [{}, { url: `${path}/${"x".repeat(2_000)}` }],
  ];
  for (const [headers, head] of others) {
    assert.equal(look(headers, head).answer, null, JSON.stringify([headers, head]));
  }
  assert(await look({ cookie: "theme=dark" }).answer);
});

Deno.test("readyPage: after a booking, and after the minute that it shows, a page is made anew", async () => {
  const { own, look, visit } = await listening();
  await visit();
  assert(await look().answer);
  const asked = await bookings.request(own, bookingRequest());
  assert(asked.ok);
  assert.equal(await look().answer, null);
  await visit();
  assert(await look().answer);
  own.at(own.now() + MINUTE);
  assert.equal(await look().answer, null);
});

Deno.test("readyPage: it counts towards the limit of its visitor, who gets no more than that", async () => {
  const { look, visit } = await listening();
  await visit();
  let sent = 1;
  while (sent < 300 && await look().answer) sent++;
  assert.equal(sent, 180);
  const refused = await visit();
  assert.equal("status" in refused && refused.status, 429);
});

Deno.test("readyPage: where there is too much work it is for the request handler to refuse", async () => {
  const { app, look, visit } = await listening();
  await visit();
  let isFull = true;
  app.admission = { ...app.admission, admits: () => !isFull };
  assert.equal(look().answer, null);
  isFull = false;
  assert(await look().answer);
});

Deno.test("readyPage: its visitor is whom a trusted proxy names, and every visit is counted", async () => {
  const { look, visit, visits } = await listening(1);
  const as = (client: string) => ({ "x-forwarded-for": client, "user-agent": browser });
  await visit(as("198.51.100.7"));
  for (const client of ["198.51.100.8", "198.51.100.9"]) assert(await look(as(client)).answer);
  assert.deepEqual(visits.map((visitor) => visitor.split(" ")[0]), [
    "198.51.100.7",
    "198.51.100.8",
    "198.51.100.9",
  ]);
});
