import assert from "node:assert/strict";
import { requestBooking } from "$lib/server/api/guest-bookings.ts";
import { findAddress } from "$lib/server/api/nouns.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { App } from "$lib/server/app.ts";
import { requestHandler } from "$lib/server/http/request-handler.ts";
import { openMeasures } from "$lib/server/runtime/measures.ts";
import { type Rank, ranks } from "$lib/server/runtime/admission.ts";
import { eventOf, openApi } from "../../support/api-in-process.ts";
import { openGuestPages } from "../../support/guest-pages.ts";
import { mondayTen, town } from "../../support/town.ts";

const path = "/calendar/ada/intro-call";
const form = { name: "Grace", email: "grace@example.org", key: "k".repeat(22) };

/** Admits only these ranks; nothing of the store may be read by what is refused. */
function admitting(app: App, admitted: readonly Rank[]): { reads(): number } {
  let reads = 0;
  const { get, getMany, list } = app.kv;
  Object.assign(app.kv, {
    get: (...args: Parameters<typeof get>) => (reads++, get.apply(app.kv, args)),
    getMany: (keys: never, options: never) => (reads++, getMany.call(app.kv, keys, options)),
    list: (...args: Parameters<typeof list>) => (reads++, list.apply(app.kv, args)),
  });
  app.admission = { ...app.admission, admits: (rank) => admitted.includes(rank) };
  return { reads: () => reads };
}

async function ask(app: App, id: string, url: string, init: RequestInit = {}) {
  let isReached = false;
  const event = eventOf({ request: new Request(new URL(url, app.baseUrl), init), id });
  const resolve = () => {
    isReached = true;
    return new Response("answered");
  };
  type Given = Parameters<ReturnType<typeof requestHandler>>[0];
  const response = await requestHandler(() => app, findAddress)(
    { event, resolve } as unknown as Given,
  );
  return { response, text: await response.text(), isReached };
}

Deno.test("overload: monitoring is answered when nothing else is", async () => {
  const { app } = await town();
  admitting(app, []);
  for (const id of ["/health", "/ready", "/metrics"]) {
    assert((await ask(app, id, id)).isReached, id);
  }
});

Deno.test("overload: a page is refused in the visitor's language, with nothing read, and comes again by itself", async () => {
  const { app } = await town();
  const { reads } = admitting(app, ["kept", "change"]);
  for (const [language, title] of [["en", "Very busy right now"], ["de", "Derzeit überlastet"]]) {
    const headers = { "accept-language": language!, "cookie": "invito_session=abc" };
    const { response, text, isReached } = await ask(app, "/dashboard", "/dashboard", { headers });
    assert(!isReached);
    assert.equal(response.status, 503);
    assert.match(text, new RegExp(`<h1>${title}</h1>`));
    const seconds = response.headers.get("retry-after")!;
    assert(Number(seconds) >= 3 && Number(seconds) <= 10);
    assert.equal(response.headers.get("refresh"), seconds);
    assert.equal(response.headers.get("cache-control"), "no-store");
  }
  assert.equal(reads(), 0);
  const [line] = app.measures.overloaded.lines().slice(-1);
  assert.equal(line, 'invito_http_requests_overloaded_total{rank="page"} 2');
});

Deno.test("overload: a form is given back as it was sent, with its key", async () => {
  const { app } = await town();
  const { reads } = admitting(app, []);
  const sent = {
    method: "POST",
    headers: { origin: app.baseUrl },
    body: new URLSearchParams(form),
  };
  const { response, text } = await ask(app, "/calendar/[username]/[slug]", `${path}?slot=1`, sent);
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("refresh"), null, "a form is never sent by itself");
  for (const [name, value] of Object.entries(form)) {
    assert(text.includes(`name="${name}" value="${value}"`), name);
  }
  const foreign = { ...sent, headers: { origin: "https://evil.example" } };
  const other = await ask(app, "/calendar/[username]/[slug]", `${path}?slot=1`, foreign);
  assert(!other.text.includes("<form"), "nothing of another site");
  assert.equal(reads(), 0);
});

Deno.test("overload: a booking by the API is refused before anything is read, and its key works afterwards", async () => {
  const { app } = await town();
  const { admits } = app.admission, { reads } = admitting(app, []);
  const book = () =>
    openApi(app)(requestBooking, {
      headers: { "idempotency-key": "0123456789abcdef" },
      body: {
        username: "ada",
        eventSlug: "intro-call",
        startsAt: new Date(mondayTen).toISOString(),
        timezone: "UTC",
        inviteeName: "Grace",
        inviteeEmail: "grace@example.org",
      },
    });
  const refused = await book();
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("content-type"), "application/problem+json");
  assert(Number(refused.headers.get("retry-after")) > 0);
  assert.equal((await refused.json()).code, "overloaded");
  assert.equal(reads(), 0);
  app.admission = { ...app.admission, admits };
  assert.equal((await book()).status, 201);
});

Deno.test("overload: a stream ends in order, so that browsers open it again", async () => {
  const { app } = await town();
  admitting(app, ["kept", "change"]);
  const headers = { accept: "text/event-stream" };
  const { response, text } = await ask(app, "/live/[username]", "/live/ada", { headers });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/event-stream/);
  assert.match(text, /^retry: \d+000\n\n$/);
});

Deno.test("overload: who books, decides, or is about to, is refused with the changes", async () => {
  const { app } = await town();
  const asked: [Rank, string, string, RequestInit?][] = [
    ["page", "/", "/"],
    ["page", "/dashboard", "/dashboard"],
    ["page", "/booking/[token]/events", "/booking/t/events"],
    ["page", "/v0/users/[username]/event-types/[slug]/availability", "/v0/users/ada/availability"],
    ["kept", "/look.css", "/look.css"],
    ["change", "/calendar/[username]/[slug]", `${path}?slot=1`],
    ["change", "/calendar/[username]/[slug]", path, { method: "POST" }],
    ["change", "/booking/[token]/confirm", "/booking/t/confirm"],
    ["change", "/booking/[token]/reject", "/booking/t/reject", { method: "POST" }],
    ["change", "/dashboard/bookings/[id]", "/dashboard/bookings/b?/confirm", { method: "POST" }],
    ["change", "/v0/bookings", "/v0/bookings", { method: "OPTIONS" }],
    ["change", "/v0/me/bookings/[id]/confirm", "/v0/me/bookings/b/confirm", { method: "POST" }],
  ];
  for (const [rank, id, url, init] of asked) {
    for (const admitted of [[rank], ranks.filter((each) => each !== rank)]) {
      app.measures = openMeasures();
      admitting(app, admitted);
      await ask(app, id, url, init);
      const counted = app.measures.overloaded.lines().at(-1)!;
      const isRefused = counted.includes(`{rank="${rank}"} 1`);
      assert.equal(isRefused, !admitted.includes(rank), `${init?.method ?? "GET"} ${url}`);
    }
  }
});

Deno.test("overload: a kept page is sent while pages are refused, unless it has to be made again", async () => {
  const { app } = await town();
  const open = openGuestPages(app);
  const { admission } = app;
  const allow = (...admitted: Rank[]) =>
    Object.assign(admission, { admits: (rank: Rank) => admitted.includes(rank) });
  assert.equal((await open(path)).status, 200);
  allow("kept", "change");
  assert((await open(path)).isKept);
  assert.equal((await open("/calendar/ada")).status, 503);
  app.at(app.now() + MINUTE);
  assert.equal((await open(path)).status, 503, "its minute is over");
  allow("page", "kept", "change");
  assert.equal((await open(path)).status, 200);
});

Deno.test("overload: one line of the log a minute, however many are refused", async () => {
  const { app } = await town();
  admitting(app, []);
  let isFirst = true;
  app.limits.take = (name) => name === "overloaded" && !isFirst ? 60 : (isFirst = false, null);
  for (let i = 0; i < 5; i++) await ask(app, "/", "/");
  assert.equal(app.logged.filter(({ event }) => event === "overloaded").length, 1);
});
