import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { merge } from "$lib/scheduling/span.ts";
import { sealingContextOf } from "$lib/server/calendars/open-calendar.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getConnection, listConnections } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { refusal } from "../../support/granted.ts";
import { noon, type TestApp, testHost } from "../../support/test-app.ts";
import { consentClient } from "../../support/oauth-server.ts";
import {
  callbackFrom,
  connected,
  type Provider,
  type ProviderTown,
  providerTown,
} from "../../support/provider-hosts.ts";

const test = (name: string, body: (given: ProviderTown) => Promise<void>) =>
  Deno.test(name, async () => {
    await using given = await providerTown();
    await body(given);
  });

async function whyNot(
  given: ProviderTown,
  provider: Provider,
  callback: URLSearchParams,
  hostId?: string,
) {
  const ended = await connections.handleCallback(
    given.app,
    hostId ?? given.ada.id,
    provider,
    callback,
  );
  return ended.ok ? "connected" : ended.refusal.detail;
}

for (const provider of ["google", "microsoft"] as const) {
  test(`handleCallback: connects ${provider}, syncs right away, and stores every token sealed`, async (given) => {
    const { app, ada, google, graph } = given;
    const lesson = ["DTSTART:20261102T090000Z", "DURATION:PT1H"];
    google.put("work@group.calendar.google.com", "a", lesson);
    graph.put("AAMkAG-work=", "a", lesson);
    const connection = await connected(given, provider);
    assert.equal(connection.provider, provider);
    const { guard } = await getGuard(app.kv, ada.id);
    const busy = await readBusy(app.kv, ada.id, guard, { start: noon, end: noon + 2 * DAY });
    const start = Date.UTC(2026, 10, 2, 9);
    assert.deepEqual(busy, [{ start, end: start + HOUR }]);
    assert.equal((await getHost(app.kv, ada.id))?.targetCalendar?.connectionId, connection.id);
    const given_ = [...google.oauth.given, ...graph.oauth.given];
    assert.ok(given_.length >= 3);
    for await (const entry of app.kv.list({ prefix: [] })) {
      const text = JSON.stringify(entry);
      for (const secret of [...given_, consentClient.clientSecret]) {
        assert.ok(!text.includes(secret), JSON.stringify(entry.key));
      }
    }
    assert.ok(!given_.some((secret) => JSON.stringify(app.logged).includes(secret)));
  });
}

for (const provider of ["google", "microsoft"] as const) {
  test(`syncConnection: at ${provider} an incremental sync always equals a full one`, async (given) => {
    const { app, ada, google, graph } = given;
    const change = (uid: string, lines: string[] | null) => {
      const [fake, id] = provider === "google"
        ? [google, "work@group.calendar.google.com"] as const
        : [graph, "AAMkAG-work="] as const;
      if (lines) fake.put(id, uid, lines);
      else fake.delete(id, uid);
    };
    const connection = await connected(given, provider);
    const window = { start: noon, end: noon + 40 * DAY };
    const busy = async () =>
      merge(await readBusy(app.kv, ada.id, (await getGuard(app.kv, ada.id)).guard, window));
    const opened = await app.openCalendar(connection, ada);
    const [calendar] = connection.calendars.filter(({ blocks }) => blocks);
    const uids = fc.constantFrom("a", "b", "c", "d");
    const changes = fc.tuple(
      uids,
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom("one", "many", "gone"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 3 }), async (edits) => {
        for (const [uid, day, how] of edits) {
          const start = new Date(noon + day * DAY).toISOString().replace(/[-:]|\.\d+/g, "");
          const lines = [`DTSTART:${start}`, "DURATION:PT1H"];
          if (how === "many") lines.push("RRULE:FREQ=WEEKLY");
          change(uid, how === "gone" ? null : lines);
        }
        await connections.syncConnection(app, connection);
        const anew = await opened.changes(calendar!.id, window, null);
        assert.deepEqual(await busy(), merge(anew!.objects.flatMap(({ busy }) => busy)));
      }),
      { numRuns: 40 },
    );
  });
}

test("handleCallback: a read-only calendar does not block until chosen; the own one comes first", async (given) => {
  const { google } = given;
  google.calendars.set("Ada@Example.org", { events: new Map(), timeZone: "Europe/Berlin" });
  const { calendars, user } = await connected(given, "google");
  assert.deepEqual(calendars.map(({ name, blocks }) => [name, blocks]), [
    ["Ada", true],
    ["Holidays in Germany", false],
    ["work", true],
  ]);
  assert.equal(user, "ada@example.org");
});

test("handleCallback: a state is good once, for 15 minutes, for the host who started it", async (given) => {
  const { app } = given;
  const other = await testHost(app, { username: "grace", id: "grace" });
  const callback = await callbackFrom(given, "google");
  assert.equal(await whyNot(given, "google", callback, other.id), "consent-elsewhere");
  assert.equal(await whyNot(given, "microsoft", callback), "consent-forged");
  const forged = new URLSearchParams(callback);
  const [text = "", signature = ""] = (callback.get("state") ?? "").split(".");
  const requested = JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
  forged.set("state", `${btoa(JSON.stringify({ ...requested, hostId: other.id }))}.${signature}`);
  assert.equal(await whyNot(given, "google", forged, other.id), "consent-forged");
  assert.equal(await whyNot(given, "google", new URLSearchParams({ code: "x" })), "consent-forged");
  assert.equal(await whyNot(given, "google", callback), "connected");
  assert.equal(await whyNot(given, "google", callback), "consent-used");

  const late = await callbackFrom(given, "google");
  app.at(noon + 15 * MINUTE);
  assert.equal(await whyNot(given, "google", late), "consent-late");
  assert.equal((await listConnections(app.kv, given.ada.id)).length, 1);
});

test("handleCallback: of two concurrent callbacks exactly one counts", async (given) => {
  const callback = await callbackFrom(given, "google");
  const all = await Promise.all([0, 1, 2].map(() => whyNot(given, "google", callback)));
  assert.deepEqual(all.sort(), ["connected", "consent-used", "consent-used"]);
});

test("handleCallback: denied, partial grant, wrong client and used code each have their own text", async (given) => {
  const { app, google } = given;
  const { does } = google.oauth;
  const why = async (change: Partial<typeof does>) => {
    Object.assign(does, { refuses: null, scope: null, withoutRefresh: false, token: null }, change);
    return await whyNot(given, "google", await callbackFrom(given, "google"));
  };
  assert.equal(await why({ refuses: "access_denied" }), "consent-refused");
  assert.equal(await why({ refuses: "server_error" }), "consent-failed");
  assert.equal(
    await why({ scope: "https://www.googleapis.com/auth/calendar.events" }),
    "consent-partial",
  );
  assert.equal(await why({ withoutRefresh: true }), "consent-partial");
  const says = (status: number, body: unknown) => why({ token: { status, body } });
  assert.equal(await says(401, { error: "invalid_client" }), "client-refused");
  assert.equal(await says(400, { error: "invalid_grant" }), "consent-failed");
  assert.equal(await says(503, "busy"), "server-error");
  assert.equal(await says(200, { token_type: "Bearer" }), "unreadable");
  app.settings.oauthClients.google = null;
  const off = await refusal(connections.startOAuth(app, given.ada.id, "google", null));
  assert.equal(off.detail, "provider-off");
  assert.deepEqual(await listConnections(app.kv, given.ada.id), []);
});

test("startOAuth: requests minimal scopes, with a PKCE challenge, and reveals no secret", async ({ app, ada }) => {
  const scopes = {
    google: [
      "https://www.googleapis.com/auth/calendar.events",
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    ],
    microsoft: [
      "offline_access",
      `${new URL(app.settings.oauthClients.microsoft!.baseUrl).origin}/Calendars.ReadWrite`,
    ],
  };
  for (const provider of ["google", "microsoft"] as const) {
    const begun = await connections.startOAuth(app, ada.id, provider, null);
    const query = new URL(begun.ok ? begun.value : "").searchParams;
    assert.deepEqual(query.get("scope")?.split(" "), scopes[provider]);
    assert.match(query.get("code_challenge") ?? "", /^[\w-]{43}$/);
    assert.ok(begun.ok && !begun.value.includes(consentClient.clientSecret));
  }
});

test("handleCallback: the same account reconnects, another account is refused", async (given) => {
  const { app, ada, graph } = given;
  const connection = await connected(given, "microsoft");
  graph.oauth.revoke();
  await connections.syncConnection(app, (await getConnection(app.kv, ada.id, connection.id))!);
  const key = calendarKey({ connectionId: connection.id, calendarId: "AAMkAG-work=" });
  const failing = async () => (await getGuard(app.kv, ada.id)).guard.calendars[key]?.failure;
  assert.deepEqual([(await failing())?.kind, (await failing())?.reason], [
    "signed-out",
    "consent-gone",
  ]);

  const callback = await callbackFrom(given, "microsoft", connection.id);
  assert.equal(await whyNot(given, "microsoft", callback), "connected");
  assert.equal(await failing(), null);
  assert.equal(
    await whyNot(given, "microsoft", await callbackFrom(given, "microsoft")),
    "connected",
  );
  assert.equal((await listConnections(app.kv, ada.id)).length, 1);

  await app.kv.set(keys.connection(ada.id, connection.id), {
    ...connection,
    user: "else@example.org",
  });
  const other = await callbackFrom(given, "microsoft", connection.id);
  assert.equal(await whyNot(given, "microsoft", other), "other-account");
  const strange = await refusal(connections.startOAuth(app, "grace", "microsoft", connection.id));
  assert.equal(strange.code, "not-found");
});

test("openAccount: an expired token is refreshed once for all, and the rotated refresh token is stored", async (given) => {
  const { app, ada, graph } = given;
  const connection = await connected(given, "microsoft");
  const ask = async () => {
    const opened = await openAccount(app, connection, ada);
    return (await opened.list()).length;
  };
  const { refreshes } = graph.oauth;
  app.at(noon + 2 * HOUR);
  assert.deepEqual(await Promise.all(Array.from({ length: 8 }, ask)), Array(8).fill(1));
  assert.deepEqual(refreshes, { asked: 1, granted: 1 });
  // Revoked before its time: the provider's no is enough, also for several at once.
  graph.oauth.expire();
  assert.deepEqual(await Promise.all(Array.from({ length: 8 }, ask)), Array(8).fill(1));
  assert.deepEqual(refreshes, { asked: 2, granted: 2 });
  assert.equal((await getConnection(app.kv, ada.id, connection.id))?.revision, 3);
});

test("openAccount: a token that another program refreshed first is used", async (given) => {
  const { app, ada, graph } = given;
  const connection = await connected(given, "microsoft");
  app.at(noon + 2 * HOUR);
  // Two programs over one store: each has turns of its own.
  const second: TestApp = { ...app, withLock: openLocks(), now: app.now };
  const ask = async (from: TestApp) => (await openAccount(from, connection, ada)).list();
  const answers = await Promise.all([app, second, app, second].map(ask));
  assert.deepEqual(answers.map(({ length }) => length), [1, 1, 1, 1]);
  assert.equal(graph.oauth.refreshes.granted, 1);
});

test("openAccount: a choice saved during a refresh loses neither the choice nor the rotated token", async (given) => {
  const { app, ada, graph } = given;
  const connection = await connected(given, "microsoft");
  app.at(noon + 2 * HOUR);
  const entry = await app.kv.get(keys.connection(ada.id, connection.id));
  const renewing = app.fetch;
  const slow: TestApp = {
    ...app,
    now: app.now,
    async fetch(url, init) {
      const answer = await renewing(url, init);
      if (String(url).endsWith("/token")) {
        await app.kv.set(entry.key, { ...connection, label: "renamed", revision: 9 });
      }
      return answer;
    },
  };
  assert.equal((await (await openAccount(slow, connection, ada)).list()).length, 1);
  const now = await getConnection(app.kv, ada.id, connection.id);
  assert.deepEqual([now?.label, now?.revision], ["renamed", 10]);
  const stored = JSON.parse(await app.sealer.open(now!.sealed, sealingContextOf(connection)));
  assert.equal(stored.refreshToken, graph.oauth.given.at(-1));
});

test("openAccount: a revoked grant is signed out; a failing provider is tried again", async (given) => {
  const { app, ada, graph } = given;
  const connection = await connected(given, "microsoft");
  const list = async () => (await openAccount(app, connection, ada)).list();
  app.at(noon + 2 * HOUR);
  graph.oauth.does.token = { status: 503, body: {} };
  await assert.rejects(list, { kind: "try-again", reason: "server-error" });
  graph.oauth.does.token = { status: 400, body: { error: "interaction_required" } };
  await assert.rejects(list, { kind: "signed-out", reason: "consent-gone" });
  graph.oauth.does.token = { status: 401, body: { error: "invalid_client" } };
  await assert.rejects(list, { kind: "refused", reason: "client-refused" });
  graph.oauth.does.token = null;
  assert.equal((await list()).length, 1);
  app.settings.oauthClients.microsoft = null;
  await assert.rejects(list, { kind: "refused", reason: "provider-off" });
});
