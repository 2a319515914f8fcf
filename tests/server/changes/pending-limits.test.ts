import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { block, unblock } from "$lib/server/guests/block-list.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { BookingRequest } from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  bookingRequest,
  configuredApp,
  mondayTen,
  town,
} from "../../support/town.ts";

const HALF_HOUR = 30 * MINUTE;

/** The nth half hour from Monday at ten. */
function nth(
  n: number,
  given: Partial<BookingRequest> = {},
  email = "grace@example.com",
): BookingRequest {
  const request = bookingRequest({ start: mondayTen + n * HALF_HOUR, ...given });
  return { ...request, guest: { ...request.guest, email } };
}

async function codes(app: TestApp, inputs: BookingRequest[]): Promise<string[]> {
  const outcomes = await Promise.all(inputs.map((request) => bookings.request(app, request)));
  return outcomes.map((outcome) => outcome.ok ? "ok" : outcome.refusal.code);
}

async function limited(guest: number, network: number): Promise<TestApp> {
  const app = await configuredApp();
  Object.assign(app.settings, { pendingPerGuest: guest, pendingPerNetwork: network });
  return app;
}

Deno.test("request: of twelve at once by one guest as many wait as may, also without the in-process queue", async () => {
  for (const inTurn of [undefined, <T>(_: readonly string[], act: () => Promise<T>) => act()]) {
    const app = await limited(3, 0);
    if (inTurn) app.withLock = inTurn;
    await addHost(app);
    const results = await codes(app, Array.from({ length: 12 }, (_, n) => nth(n)));
    assert.equal(results.filter((code) => code === "ok").length, 3);
    assert.ok(
      results.every((code) => ["ok", "too-many-pending", "busy"].includes(code)),
      `${results}`,
    );
  }
});

Deno.test("request: one mailbox counts as one guest however it is written, another one does not", async () => {
  const app = await limited(1, 0);
  await addHost(app);
  assert.deepEqual(await codes(app, [nth(0)]), ["ok"]);
  assert.deepEqual(await codes(app, [nth(1, {}, "GRACE+work@Example.com")]), ["too-many-pending"]);
  assert.deepEqual(await codes(app, [nth(1, {}, "tilda@example.com")]), ["ok"]);
});

Deno.test("request: a decided, withdrawn or expired one waits no longer, and its client is forgotten", async () => {
  const app = await limited(1, 1);
  const host = await addHost(app);
  const from = { client: "1.2.3.4" };
  for (const end of ["confirm", "cancel", "expire"] as const) {
    const requested = await granted(bookings.request(app, nth(0, from)));
    const { id, revision, limitKeys } = requested.booking;
    assert.equal(limitKeys?.length, 2);
    assert.deepEqual(await codes(app, [nth(1, from)]), ["too-many-pending"]);
    if (end === "confirm") {
      const yes = { hostId: host.id, revision, message: "", force: false, shown: [] };
      assert((await bookings.confirm(app, id, yes)).ok);
    }
    if (end !== "expire") {
      const by = { actor: "guest" } as const;
      assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
    } else {
      app.at(requested.booking.reservedUntil!);
      assert((await bookings.expire(app, id)).ok);
    }
    assert.deepEqual((await getBooking(app.kv, id))?.limitKeys, []);
    const left = await Array.fromAsync(
      app.kv.list({ prefix: keys.pendingsBy(host.id, limitKeys![0]!) }),
    );
    assert.deepEqual(left, []);
  }
});

Deno.test("request: an expired one stops counting at its instant, before any sweep", async () => {
  const app = await limited(1, 0);
  await addHost(app);
  const requested = await granted(bookings.request(app, nth(4)));
  app.at(requested.booking.reservedUntil! - 1);
  assert.deepEqual(await codes(app, [nth(5)]), ["too-many-pending"]);
  app.at(requested.booking.reservedUntil!);
  assert.deepEqual(await codes(app, [nth(48)]), ["ok"]);
});

Deno.test("request: a network counts as a whole, private addresses and other networks do not", async () => {
  const app = await limited(0, 2);
  await addHost(app);
  const by = (n: number, client: string) => nth(n, { client }, `guest${n}@example.com`);
  assert.deepEqual(await codes(app, [by(0, "1.2.3.4"), by(1, "1.2.3.99")]), ["ok", "ok"]);
  assert.deepEqual(await codes(app, [by(2, "1.2.3.7")]), ["too-many-pending"]);
  assert.deepEqual(await codes(app, [by(2, "1.2.4.7"), by(3, "127.0.0.1")]), ["ok", "ok"]);
  assert.deepEqual(
    await codes(app, [by(4, "2a01:4f8::1"), by(5, "2a01:4f8::2"), by(6, "2a01:4f8:0:1::1")]),
    ["ok", "ok", "ok"],
  );
  assert.deepEqual(await codes(app, [by(7, "2a01:4f8::3")]), ["too-many-pending"]);
});

Deno.test("request: instant bookings do not count as pending, and a repeat with its key gets its response", async () => {
  const app = await limited(1, 0);
  const host = await addHost(app);
  await addEventType(app, host, { slug: "coffee", decision: "instant" });
  const coffee = (n: number) => nth(n, { slug: "coffee" });
  assert.deepEqual(await codes(app, [coffee(0), coffee(1), coffee(2)]), ["ok", "ok", "ok"]);
  const keyed = nth(4, { key: { route: "test", value: "k".repeat(20) } });
  assert.deepEqual(await codes(app, [keyed]), ["ok"]);
  assert.deepEqual(await codes(app, [{ ...keyed, client: "9.9.9.9" }]), ["ok"]);
});

Deno.test("request: an instant one that waits for its guest's address counts as pending", async () => {
  const app = await limited(1, 0);
  app.sendMail = () => Promise.resolve();
  const host = await addHost(app);
  const checked = { slug: "checked", decision: "instant", requireVerifiedEmail: true } as const;
  await addEventType(app, host, checked);
  const results = await codes(app, [0, 1].map((n) => nth(n, { slug: "checked" })));
  assert.deepEqual(results.sort(), ["ok", "too-many-pending"]);
});

Deno.test("request: too many that wait for one required member are too many for the collective", async () => {
  const app = await limited(1, 0);
  await teamTown({ on: app, terms: { mode: "collective" } });
  assert.deepEqual(await codes(app, [nth(0, { username: "ben" })]), ["ok"]);
  assert.deepEqual(await codes(app, [nth(1, { username: "", teamSlug: "mill", slug: "visit" })]), [
    "too-many-pending",
  ]);
});

Deno.test("block: an address in all its spellings, a domain with its subdomains; the guest is not told why", async () => {
  const { app, host } = await town();
  await granted(block(app, host.id, "Grace+x@example.com\n@bad.example, spam.test"));
  assert.deepEqual((await listBlockList(app.kv, host.id)).map(({ entry }) => entry), [
    "bad.example",
    "grace@example.com",
    "spam.test",
  ]);
  const by = async (email: string) => (await codes(app, [nth(0, {}, email)]))[0];
  for (
    const email of ["grace@example.com", "GRACE+y@EXAMPLE.com", "a@bad.example", "a@x.y.spam.test"]
  ) {
    assert.equal(await by(email), "declined", email);
  }
  assert.equal(await by("tilda@notbad.example"), "ok");
  assert((await unblock(app, host.id, "grace@example.com")).ok);
  assert.equal((await codes(app, [nth(2)]))[0], "ok");
});

Deno.test("block: what is neither an address nor a domain is refused whole, and the list has an end", async () => {
  const { app, host } = await town();
  using _ = app;
  for (const text of ["", "grace", "grace@", "a b@c", "-x.org", "ok.org\nnot a domain!"]) {
    const outcome = await block(app, host.id, text);
    assert.equal(outcome.ok, false, text);
  }
  assert.deepEqual(await listBlockList(app.kv, host.id), []);
  for (let part = 0; part < 5; part++) {
    const text = Array.from({ length: 200 }, (_, n) => `d${part}-${n}.example`).join("\n");
    assert((await block(app, host.id, text)).ok);
  }
  const over = await refusal(block(app, host.id, "one-more.example"));
  assert.equal(over.fields?.["entries"], "block-many");
});

Deno.test("block: a guest who is blocked while the request is decided is refused", async () => {
  const { app, host } = await town();
  for (let round = 0; round < 20; round++) {
    const email = `guest${round}@example.com`;
    const [requested, blocked] = await Promise.all([
      bookings.request(app, nth(round % 12, {}, email)),
      block(app, host.id, email),
    ]);
    assert(blocked.ok);
    if (requested.ok) {
      const by = { actor: "guest" } as const;
      await bookings.cancel(app, requested.value.booking.id, { by, reason: "", revision: null });
    } else assert.equal(requested.refusal.code, "declined");
    assert.equal((await codes(app, [nth(round % 12, {}, email)]))[0], "declined");
  }
});

Deno.test("block: a domain far above a guest's address counts, also where a meeting touches two days", async () => {
  const { app, host } = await town({ type: { slug: "long", durations: [480], slotInterval: 60 } });
  assert((await block(app, host.id, "example.net")).ok);
  const email = "a@b.c.d.e.f.example.net";
  const results = await codes(app, [nth(0, {}, email), nth(-2, { slug: "long" }, email)]);
  assert.deepEqual(results, ["declined", "declined"]);
});
