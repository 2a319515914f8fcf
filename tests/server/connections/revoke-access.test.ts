/** Access at a provider is revoked once nothing of this installation is of that account any more. */
import assert from "node:assert/strict";
import * as connections from "$lib/server/connections/index.ts";
import { sealTokens } from "$lib/server/connections/access-tokens.ts";
import { close } from "$lib/server/hosts/account.ts";
import { addIdentity } from "$lib/server/store/identities.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { connected, type ProviderTown, providerTown } from "../../support/provider-hosts.ts";
import { addHost } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const test = (name: string, body: (given: ProviderTown) => Promise<void>) =>
  Deno.test(name, async () => {
    await using given = await providerTown();
    await body(given);
  });

const disconnect = async ({ app }: ProviderTown, { hostId, id }: Connection) => {
  assert((await connections.disconnect(app, hostId, id)).ok);
  assert.equal(await getConnection(app.kv, hostId, id), null);
};

/** The same account, connected a second time. */
async function another(
  { app }: ProviderTown,
  like: Connection,
  change: Partial<Connection>,
): Promise<Connection> {
  const tokens = JSON.parse('{"accessToken":"a","expiresAt":0,"refreshToken":"r"}');
  const copy = { ...like, id: `${like.id.slice(1)}x`, ...change };
  const connection = { ...copy, sealed: await sealTokens(app, copy, tokens) };
  await app.kv.set(keys.connection(connection.hostId, connection.id), connection);
  return connection;
}

test("disconnect: the last connection of an account revokes its access, and the secret is not logged", async (given) => {
  const { app, google } = given;
  const connection = await connected(given, "google");
  await disconnect(given, connection);
  assert.equal(google.oauth.revoked.length, 1);
  assert.match(google.oauth.revoked[0]!, /^refresh-/);
  assert(!JSON.stringify(app.logged).includes("access-not-revoked"));
});

for (
  const [who, change] of [
    ["another host", { hostId: "ben" }],
    ["the same host", {}],
    ["somebody whose account gave no address", { hostId: "ben", user: "" }],
  ] as const
) {
  test(`disconnect: access stays while ${who} has the account connected`, async (given) => {
    const connection = await connected(given, "google");
    const ben = await addHost(given.app, {
      name: "Ben",
      preferredUsername: "ben",
      email: "ben@example.org",
    });
    const other = await another(given, connection, {
      ...change,
      ...("hostId" in change ? { hostId: ben.id } : {}),
    });
    await disconnect(given, connection);
    assert.deepEqual(given.google.oauth.revoked, []);
    await disconnect(given, other);
    assert.deepEqual(given.google.oauth.revoked, ["r"], "the last one revokes");
  });
}

test("disconnect: access stays while somebody signs in at the same provider", async (given) => {
  const { app, ada, google } = given;
  const connection = await connected(given, "google");
  const elsewhere = { hash: "elsewhere", issuer: "https://id.example.org" };
  assert(await addIdentity(app.kv, ada.id, elsewhere));
  assert(await addIdentity(app.kv, ada.id, { hash: "there", issuer: google.address }));
  await disconnect(given, connection);
  assert.deepEqual(google.oauth.revoked, []);
});

test("disconnect: another account of the provider and another issuer keep nothing", async (given) => {
  const { app, ada, google } = given;
  const connection = { ...await connected(given, "google"), user: "ada@example.com" };
  await app.kv.set(keys.connection(ada.id, connection.id), connection);
  await another(given, connection, { user: "other@example.com" });
  await another(given, connection, { id: "caldav", provider: "caldav" });
  const elsewhere = { hash: "elsewhere", issuer: "https://id.example.org" };
  assert(await addIdentity(app.kv, ada.id, elsewhere));
  await disconnect(given, connection);
  assert.equal(google.oauth.revoked.length, 1);
});

for (const status of [400, 429, 500, 503]) {
  test(`disconnect: a provider that answers ${status} to the revocation is logged, the connection is gone`, async (given) => {
    const { app, google } = given;
    const connection = await connected(given, "google");
    google.oauth.does.revocation = status;
    await disconnect(given, connection);
    const said = app.logged.filter((line) => JSON.stringify(line).includes("access-not-revoked"));
    assert.equal(said.length, 1);
    assert.match(JSON.stringify(said), new RegExp(`HTTP ${status}`));
    for (const secret of google.oauth.given) assert(!JSON.stringify(app.logged).includes(secret));
  });
}

test("disconnect: a provider that does not answer is logged, the connection is gone", async (given) => {
  const { app } = given;
  const connection = await connected(given, "google");
  app.fetch = () => Promise.reject(new TypeError("no answer"));
  await disconnect(given, connection);
  assert.match(JSON.stringify(app.logged), /access-not-revoked.*no answer/);
});

test("disconnect: Microsoft has no such address, nothing is asked and nothing logged", async (given) => {
  const { app, graph } = given;
  const connection = await connected(given, "microsoft");
  const before = graph.requests.length;
  await disconnect(given, connection);
  assert.equal(graph.requests.length, before);
  assert(!JSON.stringify(app.logged).includes("access-not-revoked"));
});

test("eraseAccount: an account that is closed gives back its access", async (given) => {
  const { app, ada, google } = given;
  await another(given, await connected(given, "google"), {});
  assert(await addIdentity(app.kv, ada.id, { hash: "there", issuer: google.address }));
  assert((await close(app, ada.id, { username: ada.username, message: "" })).ok);
  await runDue(app);
  assert.deepEqual(google.oauth.revoked, [], "what was under way may need it");
  app.at(app.now() + 2 * MINUTE);
  await runDue(app);
  assert.equal(await app.kv.get(keys.host(ada.id)).then(({ value }) => value), null);
  assert.equal(google.oauth.revoked.length, 1);
});
