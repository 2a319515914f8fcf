import assert from "node:assert/strict";
import type { Scope } from "$lib/scheduling/api-key.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { granted } from "../support/granted.ts";
import { type Program } from "../support/program.ts";
import { startWithHost } from "../support/running-program.ts";
import { startVisit } from "../support/http-visitor.ts";

const evil = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };

interface Stage extends Program {
  cookie: string;
  secret(scope: Scope): string;
}

async function startStage(): Promise<Stage> {
  const secrets = new Map<Scope, string>();
  let cookie = "";
  const program = await startWithHost({}, async (app, host) => {
    for (const scope of ["read", "settings", "bookings"] as const) {
      const made = await granted(apiKeys.create(app, host, {
        name: scope,
        scopes: [scope],
        expires: "never",
      }));
      secrets.set(scope, made.secret);
    }
    const { secret } = await sessions.start(app, host.id, "console", { agent: "", before: null });
    cookie = `${sessions.sessionCookie}=${secret}`;
  });
  return Object.assign(Object.create(program), {
    cookie,
    secret: (scope: Scope) => secrets.get(scope)!,
  });
}

async function ask(
  { address }: Program,
  path: string,
  headers: Record<string, string> = {},
  init: RequestInit = {},
) {
  const answer = await fetch(address + path, { ...init, headers, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

Deno.test("a key signs in to the API alone, with no cookie counting beside it", async () => {
  await using program = await startStage();
  const key = bearer(program.secret("read"));
  const me = await ask(program, "/v0/auth/me", key);
  assert.equal(me.status, 200);
  assert.match(me.text, /"ada"/);
  assert.equal((await ask(program, "/dashboard", key)).status, 303, "pages take no key");
  const wrong = bearer(`inv_${"x".repeat(43)}`);
  const refused = await ask(program, "/v0/auth/me", { ...wrong, cookie: program.cookie });
  assert.equal(refused.status, 401, "the cookie is ignored beside a key");
  assert.equal(refused.headers.get("www-authenticate"), 'Bearer error="invalid_token"');
  assert.equal(JSON.parse(refused.text).code, "key-invalid");
  const none = await ask(program, "/v0/event-types");
  assert.deepEqual([none.status, none.headers.get("www-authenticate")], [401, "Bearer"]);
  const byCookie = await ask(program, "/v0/event-types", { cookie: program.cookie });
  assert.equal(byCookie.status, 200);
  assert.deepEqual(me.headers.getSetCookie(), []);
});

Deno.test("a key changes what its scope allows, from any origin; a cookie only from our own", async () => {
  await using program = await startStage();
  const create = (headers: Record<string, string>) =>
    ask(program, "/v0/event-types", { "content-type": "application/json", ...headers }, {
      method: "POST",
      body: JSON.stringify({ title: "Talk", slug: crypto.randomUUID().slice(0, 8) }),
    });
  const reading = await create(bearer(program.secret("read")));
  assert.deepEqual([reading.status, JSON.parse(reading.text).code], [403, "scope-missing"]);
  const settings = await create({ ...bearer(program.secret("settings")), ...evil });
  assert.notEqual(settings.status, 403, settings.text);
  assert.equal(settings.headers.get("access-control-allow-origin"), "*");
  const untyped = await create({ ...bearer(program.secret("settings")), "content-type": "" });
  assert.match(JSON.parse(untyped.text).detail, /Content-Type must be application\/json/);
  const foreign = await create({ cookie: program.cookie, ...evil });
  assert.equal(foreign.status, 403);
  assert.equal(foreign.headers.get("access-control-allow-origin"), null);
});

Deno.test("CORS: preflights of all of the API, public answers and keys, never a session", async () => {
  await using program = await startStage();
  const preflight = await ask(program, "/v0/no-such-route", {
    ...evil,
    "access-control-request-method": "PATCH",
    "access-control-request-headers": "authorization,if-match",
  }, { method: "OPTIONS" });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.match(preflight.headers.get("access-control-allow-methods")!, /PATCH/);
  assert.equal(
    preflight.headers.get("access-control-allow-headers"),
    "authorization, content-type, idempotency-key, if-match",
  );
  assert.equal(preflight.headers.get("access-control-allow-credentials"), null);

  const type = "/v0/users/ada/event-types/intro-call";
  const open = await ask(program, type, evil);
  assert.deepEqual([open.status, open.headers.get("access-control-allow-origin")], [200, "*"]);
  assert.match(open.headers.get("access-control-expose-headers")!, /retry-after, ratelimit/);
  const withCookie = await ask(program, "/v0/auth/me", { ...evil, cookie: program.cookie });
  assert.deepEqual(
    [withCookie.status, withCookie.headers.get("access-control-allow-origin")],
    [401, null],
    "a page of another site gets no session",
  );
  const own = await ask(program, type, { cookie: program.cookie });
  assert.equal(own.headers.get("access-control-allow-origin"), null, "made for a session");
  const page = await ask(program, "/calendar/ada/intro-call", evil);
  assert.equal(page.headers.get("access-control-allow-origin"), null);

  const booking = await ask(program, "/v0/bookings", {
    ...evil,
    cookie: program.cookie,
    "content-type": "application/json",
    "idempotency-key": "0123456789abcdef",
  }, { method: "POST", body: "{}" });
  assert.deepEqual([booking.status, booking.headers.get("access-control-allow-origin")], [
    422,
    "*",
  ]);
  const signIn = await ask(program, "/v0/auth/verify", {
    ...evil,
    "content-type": "application/json",
  }, { method: "POST", body: "{}" });
  assert.equal(signIn.status, 403, "nobody is signed in from another site");
});

Deno.test("rate limits: by key, told in RateLimit headers; other keys of the client go on", async () => {
  await using program = await startStage();
  const key = bearer(program.secret("read"));
  const first = await ask(program, "/v0/auth/me", key);
  assert.equal(first.headers.get("ratelimit-policy"), '"default";q=300;w=60');
  assert.match(first.headers.get("ratelimit")!, /^"default";r=\d+;t=\d+$/);
  let answer = first;
  for (let i = 0; i < 700 && answer.status === 200; i++) {
    answer = await ask(program, "/v0/auth/me", key);
  }
  assert.equal(answer.status, 429);
  const wait = answer.headers.get("retry-after");
  assert.equal(answer.headers.get("ratelimit"), `"default";r=0;t=${wait}`);
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  const other = await ask(program, "/v0/auth/me", bearer(program.secret("settings")));
  assert.equal(other.status, 403, "its scope is another one, its limit too");
  const anonymous = await ask(program, "/v0/users/ada/event-types/intro-call/availability");
  assert.equal(anonymous.status, 200);
  assert.equal(
    anonymous.headers.get("ratelimit-policy"),
    '"availability";q=120;w=60, "default";q=180;w=60',
  );
});

Deno.test("wrong keys of an address are limited, and lock out no valid key behind it", async () => {
  await using program = await startStage();
  const me = (key: string) => ask(program, "/v0/auth/me", bearer(key));
  const mcp = (key: string) =>
    ask(program, "/mcp", {
      ...bearer(key),
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    }, {
      method: "POST",
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
    });
  const unknown = Array.from({ length: 70 }, (_, n) => `inv_${String(n).padStart(43, "x")}`);
  const refused = [];
  for (const key of unknown) refused.push((await me(key)).status);
  assert.deepEqual([refused[0], refused.at(-1)], [401, 429]);
  assert.equal((await me("not-a-key")).status, 429, "whatever it looks like");
  const revoked = program.secret("bookings");
  await ask(program, `/v0/auth/me?key=${revoked}`);
  assert.equal((await me(revoked)).status, 429, "one that is revoked is as any other");
  const valid = program.secret("read");
  assert.equal((await me(valid)).status, 200);
  assert.equal((await mcp(valid)).status, 200);
  assert.equal((await mcp(unknown[0]!)).status, 429);
});

Deno.test("a key in a URL is refused and revoked, however it is written; the log never has it", async () => {
  await using program = await startStage();
  const secret = program.secret("read"), other = program.secret("settings");
  const third = program.secret("bookings");
  const made = `inv_${"y".repeat(43)}`;
  for (const path of [`/v0/auth/me?key=${made}`, `/calendar/${made}`]) {
    assert.equal((await ask(program, path)).status, 400, path);
  }
  assert.equal((await ask(program, "/v0/auth/me", bearer(secret))).status, 200);
  const asQuery = await ask(program, `/v0/event-types?api_key=${secret}`);
  assert.deepEqual([asQuery.status, JSON.parse(asQuery.text).code], [400, "key-in-url"]);
  assert.equal((await ask(program, "/v0/auth/me", bearer(secret))).status, 401);
  const page = await ask(program, `/dashboard?next=%69nv%5F${other.slice(4)}`);
  assert.equal(page.status, 400);
  assert.match(page.headers.get("content-type")!, /html/);
  assert(!page.text.includes(other.slice(4)));
  assert.equal((await ask(program, "/v0/auth/me", bearer(other))).status, 401);
  const file = await ask(program, `/icon.svg?key=${third}`);
  assert.equal(file.status, 400, "a static file");
  assert.equal((await ask(program, "/v0/auth/me", bearer(third))).status, 401);

  const host = startVisit(program.address);
  host.cookies.set(...(program.cookie.split("=") as [string, string]));
  const { text } = await host.get("/dashboard/settings/keys");
  assert.equal(text.match(/part of a web address/g)?.length, 4, "three keys, and how to send one");
  const { stdout, log } = program.output();
  for (const each of [secret, other, third]) assert(!(stdout + log + text).includes(each.slice(4)));
});

Deno.test("a key in a URL is revoked though its client has reached its limit", async () => {
  await using program = await startStage();
  const secret = program.secret("read");
  for (let i = 0; i < 400; i++) {
    if ((await ask(program, "/v0/auth/me")).status === 429) break;
  }
  assert.equal((await ask(program, `/v0/auth/me?key=${secret}`)).status, 429);
  // An active key would count towards its own limit.
  assert.equal((await ask(program, "/v0/auth/me", bearer(secret))).status, 429);
});

Deno.test("the page of keys: made by a form without scripts, shown once, revoked", async () => {
  await using program = await startStage();
  const host = startVisit(program.address);
  host.cookies.set(...(program.cookie.split("=") as [string, string]));
  const page = "/dashboard/settings/keys";
  const refused = await host.post(`${page}?/create`, {
    name: "",
    scopes: "teams",
    expires: "date",
  });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Please enter a name/);
  assert.match(refused.text, /value="teams" checked/);
  assert.match(refused.text, /value="date" selected/);

  const made = await host.post(`${page}?/create`, {
    name: "Home Assistant",
    scopes: "settings",
    expires: "30",
  });
  const secret = /value="(inv_[A-Za-z0-9_-]{43})"/.exec(made.text)?.[1];
  assert(secret, made.text);
  assert.equal(made.headers.get("cache-control"), "no-store");
  const listed = await host.get(page);
  assert.match(listed.text, /Home Assistant/);
  assert(!listed.text.includes(secret));
  const me = await ask(program, "/v0/auth/me", bearer(secret));
  assert.equal(me.status, 403, "settings alone do not read");
  const id = /name="key" value="([^"]+)"[\s\S]{0,200}Revoke: Home Assistant/.exec(listed.text)?.[1];
  assert.equal((await host.post(`${page}?/revoke`, { key: id! })).status, 303);
  assert.equal((await ask(program, "/v0/auth/me", bearer(secret))).status, 401);
});
