import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { BookingRequest } from "$lib/server/bookings/index.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { purge } from "$lib/server/jobs/purge.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted } from "../../support/granted.ts";
import { teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/town.ts";

const HALF_HOUR = 30 * 60_000;

/** Ada with an instant type, and so many confirmed bookings ahead that a guest or a network may have. */
async function limited(guest: number, network = 0) {
  const app = await configuredApp();
  Object.assign(app.settings, { upcomingPerGuest: guest, upcomingPerNetwork: network });
  const host = await addHost(app);
  await addEventType(app, host, { slug: "coffee", decision: "instant", slotInterval: 30 });
  return { app, host };
}

function nth(
  n: number,
  given: Partial<BookingRequest> = {},
  email = "grace@example.com",
): BookingRequest {
  const request = bookingRequest({ slug: "coffee", start: mondayTen + n * HALF_HOUR, ...given });
  return { ...request, guest: { ...request.guest, email } };
}

async function code(app: TestApp, request: BookingRequest): Promise<string> {
  const outcome = await bookings.request(app, request);
  return outcome.ok ? "ok" : outcome.refusal.code;
}

const upcoming = (app: TestApp) => listAll(app.kv, { prefix: ["upcoming_by"] });

Deno.test("request: of fourteen instant ones at once as many are confirmed as may, also without the queue", async () => {
  for (const inTurn of [undefined, <T>(_: readonly string[], act: () => Promise<T>) => act()]) {
    const { app } = await limited(3);
    using _ = app;
    if (inTurn) app.withLock = inTurn;
    const results = await Promise.all(Array.from({ length: 14 }, (_, n) => code(app, nth(n - 2))));
    assert.equal(results.filter((each) => each === "ok").length, 3, `${results}`);
    assert(
      results.every((each) => ["ok", "too-many-upcoming", "busy"].includes(each)),
      `${results}`,
    );
  }
});

Deno.test("request: a cancelled or begun booking leaves room; a rescheduled one counts where it stands", async () => {
  const { app } = await limited(1);
  const { id } = granted(await bookings.request(app, nth(0))).booking;
  assert.equal(await code(app, nth(1)), "too-many-upcoming");
  assert.equal(await code(app, nth(1, {}, "tilda@example.com")), "ok");
  const to = { by: { actor: "guest" }, start: mondayTen + 4 * HALF_HOUR, key: null } as const;
  assert((await bookings.reschedule(app, id, { ...to, revision: null })).ok);
  app.at(mondayTen + HALF_HOUR);
  assert.equal(await code(app, nth(6)), "too-many-upcoming");
  app.at(mondayTen + 4 * HALF_HOUR);
  assert.equal(await code(app, nth(6)), "ok");
  app.at(mondayTen);
  assert.equal(await code(app, nth(8)), "too-many-upcoming", "the clock was set back");
  const cancel = { by: { actor: "guest" }, reason: "", revision: null } as const;
  assert((await bookings.cancel(app, id, cancel)).ok);
  assert.equal(await code(app, nth(8)), "too-many-upcoming", "the one at six half hours is left");
});

Deno.test("request: what a host confirms counts but is never refused; requests are not stopped by it", async () => {
  const { app, host } = await limited(1);
  for (const n of [0, 1]) {
    const { id, revision } =
      granted(await bookings.request(app, nth(n, { slug: "intro-call" }))).booking;
    const yes = { hostId: host.id, revision, message: "", force: false, shown: [] };
    assert((await bookings.confirm(app, id, yes)).ok);
  }
  assert.equal(await code(app, nth(2)), "too-many-upcoming");
  assert.equal(await code(app, nth(2, { slug: "intro-call" })), "ok");
});

Deno.test("request: too many with one required member are too many for the collective", async () => {
  const { app } = await limited(1);
  const { hosts: [ben] } = await teamTown({
    on: app,
    names: ["ben", "cleo"],
    type: { decision: "instant" },
    terms: { mode: "collective" },
  });
  await addEventType(app, ben!, { slug: "coffee", decision: "instant" });
  assert.equal(await code(app, nth(0, { username: "ben" })), "ok");
  const visit = nth(1, { username: "", teamSlug: "mill", slug: "visit" });
  assert.equal(await code(app, visit), "too-many-upcoming");
});

Deno.test("request: a network has a number of its own", async () => {
  const { app } = await limited(0, 2);
  const by = (n: number, client: string) => nth(n, { client }, `guest${n}@example.com`);
  for (const [n, client] of ["1.2.3.4", "1.2.3.99"].entries()) {
    assert.equal(await code(app, by(n, client)), "ok");
  }
  assert.equal(await code(app, by(2, "1.2.3.7")), "too-many-upcoming");
  assert.equal(await code(app, by(2, "1.2.4.7")), "ok");
});

Deno.test("verifyGuestEmail: an instant booking beyond the limit waits for its host instead", async () => {
  const { app, host } = await limited(1);
  app.sendMail = () => Promise.resolve();
  await addEventType(app, host, {
    slug: "checked",
    decision: "instant",
    requireVerifiedEmail: true,
    slotInterval: 30,
  });
  const [one, two] = await Promise.all(
    [0, 1].map((n) => bookings.request(app, nth(n, { slug: "checked" }))),
  );
  assert(one?.ok && two?.ok);
  const proved = await Promise.all(
    [one, two].map(({ value }) => bookings.verifyGuestEmail(app, value.booking.id, 1)),
  );
  const results = proved.map((outcome) => outcome.ok ? outcome.value.status : outcome.refusal.code);
  assert.deepEqual(results.sort(), ["CONFIRMED", "PENDING"]);
});

Deno.test("upcoming limit: a day after the meeting its client is forgotten; an erased guest's at once", async () => {
  const { app, host } = await limited(5, 5);
  const requested = await granted(bookings.request(app, nth(0, { client: "1.2.3.4" })));
  const later = await granted(bookings.request(app, nth(21 * 48, { client: "1.2.3.4" })));
  assert.equal((await upcoming(app)).length, 4);
  const clear = newJob({ hostId: "", work: { kind: "purge" }, dueAt: 0 }, app.now());
  await purge(app, clear);
  assert.equal((await upcoming(app)).length, 4);
  app.at(mondayTen + 2 * DAY);
  await purge(app, clear);
  assert.deepEqual((await upcoming(app)).map(({ key }) => key[4]), [
    later.booking.id,
    later.booking.id,
  ]);
  assert.deepEqual((await getBooking(app.kv, requested.booking.id))?.limitKeys, []);
  assert.equal((await getBooking(app.kv, later.booking.id))?.limitKeys?.length, 2);

  for await (const { key } of app.kv.list({ prefix: keys.jobsDue() })) await app.kv.delete(key);
  for await (const { key } of app.kv.list({ prefix: keys.jobs() })) await app.kv.delete(key);
  app.at(later.booking.end);
  assert.equal((await guestData.eraseGuestData(app, host, "grace@example.com")).erased, 2);
  assert.equal((await upcoming(app)).length, 0);
  assert.deepEqual((await getBooking(app.kv, later.booking.id))?.limitKeys, []);
});
