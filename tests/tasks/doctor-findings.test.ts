import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { overlappingHolds } from "../../src/tasks/dump-lines.ts";
import { addressFindings } from "../../src/tasks/doctor/findings.ts";
import { signInFindings } from "../../src/tasks/doctor/sign-in.ts";
import { timeFindings } from "../../src/tasks/doctor/held-time.ts";
import { pendingBooking } from "../support/sample-booking.ts";
import { startFakeGitHub } from "../support/fake-github.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { testApp, testHost } from "../support/test-app.ts";

/** Two bookings of one host, written past every guard. */
async function overlapping(first: Partial<Booking>, second: Partial<Booking>): Promise<number> {
  using app = await testApp();
  const start = app.now() + DAY;
  const usual = {
    hosts: ["ada"],
    status: "CONFIRMED",
    reservedUntil: null,
    before: 0,
    after: 0,
    start,
    end: start + HOUR,
  } as const;
  const a = pendingBooking({ ...usual, id: "a", slot: "a", hosts: ["ada"], ...first });
  const b = pendingBooking({ ...usual, id: "b", slot: "b", hosts: ["ada"], ...second });
  for (const each of [a, b]) await app.kv.set(keys.booking(each.id), shortenBooking(each));
  return (await overlappingHolds(app.kv, app.now())).length;
}

const at = (hours: number) => Date.UTC(2026, 10, 2, 12) + hours * HOUR;
const table: [string, number, Partial<Booking>, Partial<Booking>][] = [
  ["the same time", 1, {}, {}],
  ["times that touch", 0, { start: at(0), end: at(1) }, { start: at(1), end: at(2) }],
  ["a buffer over the next one", 1, { start: at(0), end: at(1), bufferAfter: 30 }, {
    start: at(1),
    end: at(2),
  }],
  ["two buffers that share a gap", 0, { start: at(0), end: at(1), bufferAfter: 60 }, {
    start: at(2),
    end: at(3),
    bufferBefore: 60,
  }],
  ["seats of one slot", 0, { slot: "s" }, { slot: "s" }],
  ["two hosts", 0, {}, { hosts: ["grace"] }],
  ["one that was rejected", 0, {}, { status: "REJECTED" }],
  ["a request past its deadline", 0, {}, {
    status: "PENDING",
    reservedUntil: 1,
  }],
  ["a request that still holds", 1, {}, { status: "PENDING", reservedUntil: at(0) }],
  ["a reschedule request onto another one", 1, {
    rescheduleRequest: { start: at(6), end: at(7), expiresAt: at(1e6), requestedAt: 0 },
  }, { start: at(6), end: at(7) }],
  ["a reschedule request over its own time", 0, {
    start: at(0),
    end: at(1),
    rescheduleRequest: { start: at(0.5), end: at(1.5), expiresAt: at(1e6), requestedAt: 0 },
  }, { start: at(6), end: at(7) }],
  ["a long one round a short one", 1, { start: at(0), end: at(8) }, { start: at(6), end: at(7) }],
];
for (const [what, count, a, b] of table) {
  Deno.test(`overlappingHolds counts ${count}: ${what}`, async () => {
    assert.equal(await overlapping(a, b), count);
  });
}

Deno.test("timeFindings names a live booking that holds no time", async () => {
  const app = await testApp();
  const host = await testHost(app);
  const start = app.now() + HOUR;
  const booking = pendingBooking({
    hosts: [host.id],
    status: "CONFIRMED",
    start,
    end: start + HOUR,
  });
  await app.kv.set(keys.booking(booking.id), shortenBooking(booking));
  const [finding] = await timeFindings(app);
  assert.equal(finding?.tone, "bad");
  assert.match(finding?.text ?? "", /its time isn’t held/);
});

Deno.test("addressFindings warns of TLS before a program that trusts no proxy", async () => {
  const app = await testApp();
  const baseUrl = "https://book.example.org";
  const settings = { ...app.settings, baseUrl };
  const texts = addressFindings({ ...app, settings, baseUrl }).map(({ hint }) => hint).join(" ");
  assert.match(texts, /INVITO_TRUSTED_PROXIES/);
});

Deno.test("doctor: an issuer's address that is not the document's is told with the right one", async () => {
  const endpoints = {
    authorization_endpoint: "https://id.example/authorize",
    token_endpoint: "https://id.example/token",
  };
  let stated = "https://id.example/realms/home";
  const app = await testApp({
    fetch: () => Promise.resolve(Response.json({ issuer: stated, ...endpoints })),
  });
  app.settings.oidc = {
    name: "",
    issuer: "https://id.example/realms/home/",
    clientId: "a",
    clientSecret: "b",
    domains: [],
    groups: [],
  };
  const [wrong, redirect] = await signInFindings(app);
  assert.equal(wrong?.tone, "bad");
  assert.equal(
    wrong.text,
    `configured https://id.example/realms/home/, the document says ${stated}: set INVITO_OIDC_ISSUER to ${stated}`,
  );
  assert.match(redirect!.text, /\/auth\/callback after/);
  stated = app.settings.oidc.issuer;
  assert.equal((await signInFindings(app))[0]?.tone, "good");
  app.settings.oidc.issuer = "https://accounts.google.com";
  app.settings.signup = "issuer";
  assert((await signInFindings(app)).some(({ text }) => /Everybody with an account/.test(text)));
});

Deno.test("doctor: GitHub's API is asked without an account, and the callback URL is printed", async () => {
  await using github = startFakeGitHub();
  const app = await testApp({ fetch: openOutbound({ allow: ["127.0.0.1"] }) });
  app.settings.github = { clientId: "a", clientSecret: "b", baseUrl: github.address };
  const [reached, redirect] = await signInFindings(app);
  assert.equal(reached?.tone, "good");
  assert(redirect?.text.includes(`${app.baseUrl}/auth/callback after`));
  assert.deepEqual(github.requests, ["GET /api/v3"]);
  app.fetch = openOutbound({ allow: [] });
  const [refused] = await signInFindings(app);
  assert.equal(refused?.tone, "bad");
  assert.match(refused.hint, /INVITO_ALLOW_PRIVATE_HOSTS/);
});
