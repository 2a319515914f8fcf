import assert from "node:assert/strict";
import { createEmulator } from "emulate";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { noon, type TestApp, testApp, testHost } from "../../support/test-app.ts";
import { freePort } from "../../support/free-port.ts";
import { granted } from "../../support/granted.ts";

const client = { clientId: "invito", clientSecret: "invito-secret" };

Deno.test("OAuth: works with Google's sign-in as npm emulate implements it", async () => {
  const outgoing = openHttpClient();
  const google = await createEmulator({
    service: "google",
    port: freePort(),
    seed: {
      google: {
        users: [{ email: "ada@example.org", name: "Ada" }],
        oauth_clients: [{
          client_id: client.clientId,
          client_secret: client.clientSecret,
          name: "Invito",
          redirect_uris: ["http://localhost:8080/settings/calendar/google/callback"],
        }],
        calendars: [{
          id: "primary",
          user_email: "ada@example.org",
          summary: "ada@example.org",
          primary: true,
          selected: true,
          time_zone: "UTC",
        }],
        calendar_events: [{
          id: "lesson",
          user_email: "ada@example.org",
          calendar_id: "primary",
          summary: "Lesson",
          start_date_time: "2026-11-02T09:00:00.000Z",
          end_date_time: "2026-11-02T10:00:00.000Z",
        }],
      },
    },
  });
  const app: TestApp = await testApp({
    sealer: openSealer("ab".repeat(32), null),
    fetch: openOutbound({ allow: ["127.0.0.1", "localhost"], connect: outgoing.connect }),
    openCalendar: (connection, host) => openAccount(app, connection, host),
    withLock: openLocks(),
  });
  try {
    app.settings.oauthClients.google = {
      ...client,
      baseUrl: google.url.replace("localhost", "127.0.0.1"),
    };
    const ada = await testHost(app);
    const begun = await granted(connections.startOAuth(app, ada.id, "google", null));
    const page = await (await fetch(begun)).text();
    const callback = await pressButton(page, app.settings.oauthClients.google.baseUrl);
    const ended = await granted(connections.handleCallback(app, ada.id, "google", callback));

    const { guard } = await getGuard(app.kv, ada.id);
    const busy = await readBusy(app.kv, ada.id, guard, { start: noon, end: noon + 2 * DAY });
    const start = Date.UTC(2026, 10, 2, 9);
    assert.deepEqual(busy, [{ start, end: start + HOUR }]);

    app.at(noon + 2 * HOUR);
    const opened = await openAccount(app, ended, ada);
    assert.equal((await opened.list()).length, 1);
    const now = await getConnection(app.kv, ada.id, ended.id);
    assert.notEqual(now?.sealed, ended.sealed, "the renewed token was kept");
  } finally {
    await google.close();
    outgoing.close();
  }
});

/** Says yes as Ada. */
async function pressButton(page: string, base: string): Promise<URLSearchParams> {
  const form = page.split("<form").find((part) => part.includes("ada@example.org")) ?? "";
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? "";
  const plain = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&quot;", '"');
  const fields = [...form.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)]
    .map(([, name = "", value = ""]): [string, string] => [name, plain(value)]);
  const answer = await fetch(new URL(plain(action), base), {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  await answer.body?.cancel();
  return new URL(answer.headers.get("location") ?? "").searchParams;
}
