/** What guests, programs and the host themselves are shown of a suspended account, over HTTP. */
import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { defaultPageSettings } from "$lib/scheduling/page-settings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { sendHostCommand, suspendAda } from "../support/host-command.ts";
import { granted } from "../support/granted.ts";
import { startVisit } from "../support/http-visitor.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { type TestApp, testSecret } from "../support/test-app.ts";
import { ask } from "../support/town.ts";

const off = /isn’t accepting bookings/;

/** Of each address: the status while active, the status while suspended, and what is then said. */
const addresses: [path: string, active: number, suspended: number, says?: RegExp][] = [
  ["/calendar/ada", 200, 200, off],
  ["/ada", 200, 200, off],
  ["/calendar/ada/coffee", 200, 200, off],
  ["/ada/coffee", 200, 200, off],
  ["/calendar/ada.md", 200, 200, off],
  ["/calendar/ada/coffee.md", 200, 200, off],
  ["/widget/ada", 200, 200, off],
  ["/widget/ada/coffee", 200, 200, off],
  ["/calendar/ada/none", 404, 404],
  ["/v0/users/ada/event-types/coffee", 200, 409, off],
  ["/v0/users/ada/event-types/coffee/availability?days=7", 200, 409, off],
  ["/live/ada", 200, 404],
];

Deno.test("suspended: every page and interface of a host says so, and works again once resumed", async () => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } }, furnish);
  const { address, seeded: { session, apiKey, feed, token } } = program;
  const own: typeof addresses = [
    [`/feed/${feed}.ics`, 200, 404],
    [`/booking/${token}`, 200, 200, /^(?!.*cheap\.example).*Cancel/s],
    [`/booking/${token}/reschedule`, 200, 200, /isn’t accepting bookings/],
    [`/booking/${token}/cancel`, 200, 200],
  ];
  const status = async (path: string, headers: Record<string, string> = {}) => {
    const asked = { "x-forwarded-for": newClient(), "accept-language": "en", ...headers };
    const stop = new AbortController();
    const answer = await fetch(address + path, {
      headers: asked,
      redirect: path === "/dashboard" ? "manual" : "follow",
      signal: stop.signal,
    });
    const text = path.startsWith("/live/") ? "" : await answer.text();
    stop.abort();
    return { status: answer.status, text };
  };
  const assertAll = async (isSuspended: boolean) => {
    for (const [path, active, suspended, says] of [...addresses, ...own]) {
      const answer = await status(path);
      assert.equal(answer.status, isSuspended ? suspended : active, path);
      if (isSuspended && says) assert.match(answer.text, says, path);
      if (!isSuspended && says === off) assert.doesNotMatch(answer.text, off, path);
    }
    const key = { authorization: `Bearer ${apiKey}` };
    for (const path of ["/v0/auth/me", "/v0/me/bookings"]) {
      assert.equal((await status(path, key)).status, isSuspended ? 401 : 200, path);
    }
  };
  const cookie = { cookie: `invito_session=${session}` };
  await assertAll(false);
  assert((await status(`/booking/${token}`)).text.includes("cheap.example"), "the host's footer");
  assert.equal((await status("/dashboard", cookie)).status, 200);

  await (await suspendAda(address)).body?.cancel();
  await assertAll(true);
  assert.equal((await status("/dashboard", cookie)).status, 303, "signed out");
  const entering = startVisit(address);
  const link = await createConsoleLink(testSecret, {
    username: "ada",
    expiresAt: Date.now() + DAY,
  });
  const entered = await entering.post("/auth/verify", { token: link });
  assert.equal(entered.location, "/auth/sign-in?error=suspended");
  assert(!entering.cookies.has("invito_session"));
  for (
    const [language, text] of [
      ["en", "This account is suspended."],
      ["de", "Dieses Konto ist gesperrt."],
      ["fr", "Ce compte est suspendu."],
      ["es", "Esta cuenta está suspendida."],
      ["ar", "هذا الحساب موقوف."],
    ]
  ) {
    const page = await status("/auth/sign-in?error=suspended", { "accept-language": language! });
    assert(page.text.includes(text!), language);
  }

  const resumed = await sendHostCommand(address, { action: "resume", username: "ada" });
  await resumed.body?.cancel();
  await assertAll(false);
  assert.equal((await status("/dashboard", cookie)).status, 303, "sessions are over for good");
});

async function furnish(app: TestApp, host: Host) {
  const { secret: session } = await sessions.start(app, host.id, "console", {
    agent: "",
    before: null,
  });
  const input = { name: "n8n", scopes: ["read" as const], expires: "30" as const };
  const { secret: apiKey } = await granted(apiKeys.create(app, host, input));
  assert((await feeds.openFeed(app, host.id, "bookings")).ok);
  const url = (await feeds.feedUrls(app, host.id))["bookings"]!;
  await app.kv.set(keys.pageSettings(host.id), {
    ...defaultPageSettings,
    footer: "https://cheap.example",
  });
  const date = weekdayAfter(addDays(dateAt(app.now(), host.zone), 2), 0);
  const start = startOfDay(date, host.zone) + 10 * HOUR;
  const { token } = await ask(app, { slug: "coffee", start, minutes: 15 });
  return { session, apiKey, feed: url.split("/").at(-1)!.replace(".ics", ""), token };
}
