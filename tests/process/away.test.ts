import assert from "node:assert/strict";
import { awayResponse, happensWithin } from "../../src/process/away.ts";
import { defaultLimits, listen } from "../../src/process/listener.ts";

const pages = new URL("../../static", import.meta.url).pathname;
const ask = (path: string, method = "GET") =>
  awayResponse(new Request(`http://localhost${path}`, { method }), pages);

Deno.test("awayResponse: a page that tries again by itself, in five languages, 503 with Retry-After", async () => {
  const answer = await ask("/calendar/ada/coffee");
  assert.equal(answer.status, 503);
  assert(Number(answer.headers.get("retry-after")) > 0);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const html = await answer.text();
  assert.match(html, /http-equiv="refresh" content="5"/);
  const languages = [...html.matchAll(/lang="(\w+)"/g)].map(([, language]) => language);
  assert.deepEqual(languages, ["en", "de", "fr", "es", "ar"]);
  assert.doesNotMatch(html, /<script|https?:|<link|<img/, "it needs nothing else");
});

Deno.test("awayResponse: a form is not reloaded by itself, the API reads problem details", async () => {
  const form = await (await ask("/calendar/ada/coffee", "POST")).text();
  assert.match(form, /Your form hasn’t been sent/);
  assert.doesNotMatch(form, /http-equiv="refresh"/);
  const api = await ask("/v0/bookings", "POST");
  assert.equal(api.headers.get("content-type"), "application/problem+json");
  assert.equal((await api.json()).status, 503);
});

Deno.test("happensWithin: true when it has happened, false when it takes longer", async () => {
  assert(await happensWithin(Promise.resolve(), 1_000));
  assert(!await happensWithin(new Promise(() => {}), 5));
});

Deno.test("turnAway: what is in progress is answered, what comes then is turned away", async () => {
  const arrived = Promise.withResolvers<void>(), go = Promise.withResolvers<void>();
  let asked = 0;
  const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
    file: () => false,
    page: async () => {
      asked++;
      arrived.resolve();
      await go.promise;
      return new Response("done");
    },
    away: (request) => awayResponse(request, pages),
    origin: (host) => `http://${host}`,
    headers: {},
    onError: () => {},
  }, defaultLimits);
  const url = `http://127.0.0.1:${listener.port}/`;
  const slow = fetch(url);
  await arrived.promise;
  let isOver = false;
  const turned = listener.turnAway(5_000).then(() => isOver = true);
  const late = await fetch(url);
  assert.equal(late.status, 503);
  assert.match(await late.text(), /Back in a moment/);
  assert(!isOver, "the first is still in progress");
  go.resolve();
  assert.equal(await (await slow).text(), "done");
  await turned;
  const after = await fetch(url, { method: "POST" });
  assert.equal(after.status, 503);
  await after.body?.cancel();
  assert.equal(asked, 1);
  await listener.close(0);
});
