import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { refusal } from "../../support/granted.ts";
import { testHost } from "../../support/test-app.ts";
import { signInApp } from "../../support/sign-in-app.ts";

const browser = { agent: "Test", before: null };

Deno.test("start: the store holds the secret nowhere, and only the secret opens the session", async () => {
  const app = await signInApp();
  const host = await testHost(app);
  const { secret, session } = await sessions.start(app, host.id, "console", browser);
  assert.equal((await sessions.find(app, secret))?.host.id, host.id);
  assert.equal(await sessions.find(app, session.hash), null, "its hash is no key");
  for await (const entry of app.kv.list({ prefix: [] })) {
    assert(!JSON.stringify([entry.key, entry.value]).includes(secret));
  }
});

Deno.test("start: in a browser that was signed in the session before ends", async () => {
  const app = await signInApp();
  const host = await testHost(app);
  const first = await sessions.start(app, host.id, "console", browser);
  const other = await sessions.start(app, host.id, "magic-link", browser);
  await sessions.start(app, host.id, "console", { ...browser, before: first.secret });
  assert.equal(await sessions.find(app, first.secret), null);
  assert(await sessions.find(app, other.secret), "another device stays");
  assert.equal((await sessions.list(app, host.id)).length, 2);
});

Deno.test("find: thirty days from the last use, rolling, and not an instant longer", async () => {
  const app = await signInApp();
  const host = await testHost(app);
  const { secret } = await sessions.start(app, host.id, "console", browser);
  app.at(app.now() + 20 * DAY);
  assert.equal((await sessions.find(app, secret))?.extended, true);
  assert.equal((await sessions.find(app, secret))?.extended, false, "at most once an hour");
  app.at(app.now() + 30 * DAY - 1);
  assert(await sessions.find(app, secret));
  app.at(app.now() + 30 * DAY);
  assert.equal(await sessions.find(app, secret), null);
  assert.deepEqual(await sessions.list(app, host.id), []);
});

Deno.test("find: however often it is used, a session ends after 180 days", async () => {
  const app = await signInApp();
  const host = await testHost(app);
  const { secret, session } = await sessions.start(app, host.id, "console", browser);
  const end = session.createdAt + 180 * DAY;
  for (let day = 10; day < 180; day += 10) {
    app.at(session.createdAt + day * DAY);
    const found = await sessions.find(app, secret);
    assert.equal(found?.session.expiresAt, Math.min(app.now() + 30 * DAY, end));
  }
  app.at(end - 1);
  assert(await sessions.find(app, secret));
  app.at(end);
  assert.equal(await sessions.find(app, secret), null);
  assert.deepEqual(await sessions.list(app, host.id), []);
});

Deno.test("end: another host's session is not found, one's own ends at once", async () => {
  const app = await signInApp();
  const ada = await testHost(app), grace = await testHost(app, { username: "grace" });
  const { secret, session } = await sessions.start(app, ada.id, "console", browser);
  assert.equal(refusal(await sessions.end(app, grace.id, session.hash)).code, "not-found");
  assert((await sessions.end(app, ada.id, session.hash)).ok);
  assert.equal(await sessions.find(app, secret), null);
});

Deno.test("endOthers: leaves one", async () => {
  const app = await signInApp();
  const host = await testHost(app);
  const here = await sessions.start(app, host.id, "console", browser);
  for (let i = 0; i < 3; i++) await sessions.start(app, host.id, "magic-link", browser);
  await sessions.endOthers(app, host.id, here.session.hash);
  assert.deepEqual((await sessions.list(app, host.id)).map(({ hash }) => hash), [
    here.session.hash,
  ]);
});

Deno.test("find: an extension cannot bring back a session that was ended meanwhile", async () => {
  const app = await signInApp();
  const host = await testHost(app);
  const { secret, session } = await sessions.start(app, host.id, "console", browser);
  app.at(app.now() + DAY);
  await Promise.all([sessions.find(app, secret), sessions.end(app, host.id, session.hash)]);
  assert.equal(await sessions.find(app, secret), null);
});

Deno.test("find: a clock that is wrong for a moment, ahead or behind, ends no session that is used meanwhile", async () => {
  for (const jump of [-60 * DAY, -HOUR, 7 * DAY, 60 * DAY]) {
    using app = await signInApp();
    const host = await testHost(app);
    const { secret } = await sessions.start(app, host.id, "console", browser);
    const right = app.now();
    app.at(right + jump);
    await sessions.find(app, secret);
    app.at(right + 20 * DAY);
    assert(await sessions.find(app, secret), `${jump}`);
  }
});
