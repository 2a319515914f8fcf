import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { BookingRequest } from "$lib/server/bookings/index.ts";
import { purge } from "$lib/server/jobs/purge.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { listJobsOfBooking, newJob } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/town.ts";

const HALF_HOUR = HOUR / 2;
const hostNames = ["ada", "berta", "carla"];

/** Three hosts with an instant type, and so many emails a day to one address. */
async function limited(most: number): Promise<TestApp> {
  const app = await configuredApp({ sendMail: () => Promise.resolve() });
  app.settings.emailsPerRecipient = most;
  for (const name of hostNames) {
    const made = await addHost(app, {
      name,
      email: `${name}@example.org`,
      preferredUsername: name,
    });
    await addEventType(app, made, { slug: "coffee", decision: "instant", slotInterval: 30 });
  }
  return app;
}

/** The nth booking, each at another of the hosts in turn. */
function nth(
  n: number,
  given: Partial<BookingRequest> = {},
  email = "grace@example.com",
): BookingRequest {
  const username = hostNames[n % hostNames.length]!;
  const start = mondayTen + Math.floor(n / hostNames.length) * HALF_HOUR;
  const request = bookingRequest({ username, slug: "coffee", start, ...given });
  return { ...request, guest: { ...request.guest, email } };
}

async function code(app: TestApp, request: BookingRequest): Promise<string> {
  const outcome = await bookings.request(app, request);
  return outcome.ok ? "ok" : outcome.refusal.code;
}

const counts = (app: TestApp) => listAll<number>(app.kv, { prefix: ["email_count"] });

Deno.test("request: one address is booked with so often a day, over all hosts and in all its spellings", async () => {
  const app = await limited(4);
  const results = [];
  for (
    const [n, email] of ["grace@example.com", "GRACE@example.com", "grace+1@example.com"].entries()
  ) {
    results.push(await code(app, nth(n, {}, email)));
  }
  results.push(await code(app, nth(3, { slug: "intro-call" })));
  assert.deepEqual(results, ["ok", "ok", "ok", "ok"]);
  const refused = await refusal(bookings.request(app, nth(4, {}, "grace+2@example.com")));
  assert.deepEqual(refused, { code: "too-many-emails", retryAfter: 12 * 3600 });
  assert.equal(await code(app, nth(4, { slug: "intro-call" })), "too-many-emails");
  assert.equal(await code(app, nth(4, {}, "tilda@example.com")), "ok");
  const [count] = await counts(app);
  assert.equal(count?.value, 4);
  assert(!JSON.stringify(await counts(app)).includes("grace"));
});

Deno.test("request: nothing is left of what was refused, and a repeat of what was taken is answered as before", async () => {
  const app = await limited(1);
  const keyed = nth(0, { key: { route: "test", value: "k".repeat(20) } });
  assert.equal(await code(app, keyed), "ok");
  const before = (await listAll(app.kv, { prefix: [] })).length;
  assert.equal(await code(app, nth(1)), "too-many-emails");
  assert.equal((await listAll(app.kv, { prefix: [] })).length, before);
  assert.equal(await code(app, keyed), "ok");
});

Deno.test("recipient limit: confirmed bookings and sign-in links pass it; a guest's own acts count", async () => {
  const app = await limited(2);
  const { id } = granted(await bookings.request(app, nth(0))).booking;
  const guest = { actor: "guest" } as const;
  const to = { by: guest, start: mondayTen + 4 * HALF_HOUR, revision: null, key: null };
  assert((await bookings.reschedule(app, id, to)).ok);
  assert.equal(await code(app, nth(1)), "too-many-emails");
  assert((await bookings.cancel(app, id, { by: guest, reason: "", revision: null })).ok);
  const emails = (await listJobsOfBooking(app.kv, id)).flatMap(({ work }) =>
    work.kind === "send-email" && work.to === "guest" ? [work.emailKind] : []
  );
  assert.deepEqual(emails.sort(), ["guest-cancelled", "guest-confirmed", "guest-rescheduled"]);
  assert((await sendSignInLink(app, "grace@example.com", "192.0.2.1")).ok);
  assert.equal((await counts(app))[0]?.value, 3);
});

Deno.test("a host's own acts send emails that do not count", async () => {
  const app = await limited(2);
  const { id, hosts: [hostId = ""], revision } =
    granted(await bookings.request(app, nth(0, { slug: "intro-call" }))).booking;
  const yes = { hostId, revision, message: "", force: false, shown: [] };
  assert((await bookings.confirm(app, id, yes)).ok);
  const by = { actor: "host", hostId } as const;
  assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
  assert.equal(await code(app, nth(1)), "ok");
});

Deno.test("the day's count follows the clock, also back, and past days are purged", async () => {
  const app = await limited(1);
  const sunday = app.now();
  assert.equal(await code(app, nth(0)), "ok");
  app.at(sunday + 12 * HOUR - 1);
  assert.equal(await code(app, nth(1)), "too-many-emails");
  app.at(sunday + 12 * HOUR);
  const tomorrow = (n: number) => nth(n, { start: mondayTen + DAY + n * HOUR });
  assert.equal(await code(app, tomorrow(1)), "ok");
  assert.equal(await code(app, tomorrow(2)), "too-many-emails");
  app.at(sunday);
  assert.equal(await code(app, nth(4)), "too-many-emails", "set back, the day before is as it was");
  app.at(sunday + 12 * HOUR);
  assert.equal(await code(app, tomorrow(2)), "too-many-emails", "and so is the next");

  const clear = newJob({ hostId: "", work: { kind: "purge" }, dueAt: 0 }, app.now());
  await purge(app, clear);
  assert.equal((await counts(app)).length, 2, "yesterday's stays for a day");
  app.at(sunday + 2 * DAY);
  await purge(app, clear);
  assert.equal((await counts(app)).length, 1);
  app.at(sunday + 3 * DAY);
  await purge(app, clear);
  assert.equal((await counts(app)).length, 0);
});

Deno.test("racing commits exceed the day's number by their own number at the most, and no further", async () => {
  const app = await limited(3);
  const results = await Promise.all(Array.from({ length: 6 }, (_, n) => code(app, nth(n))));
  assert(results.every((each) => ["ok", "too-many-emails"].includes(each)), `${results}`);
  let taken = results.filter((each) => each === "ok").length;
  for (let n = 6; n < 12; n++) if (await code(app, nth(n)) === "ok") taken++;
  assert(taken >= 3 && taken <= 3 + 5, `${taken}`);
  assert.equal(await code(app, nth(12)), "too-many-emails");
});

Deno.test("reschedule: one address reschedules so often a day in all its bookings together", async () => {
  const taken: string[] = [];
  const app = await limited(0);
  app.limits = {
    ...app.limits,
    take: (what, _who, { max, windowMs }) => {
      taken.push(`${what} ${max} ${windowMs / HOUR}`);
      return what === "reschedules to address" ? 60 : null;
    },
  };
  const requested = await granted(bookings.request(app, nth(0)));
  const to = { by: { actor: "guest" }, start: mondayTen + 2 * HALF_HOUR, revision: null } as const;
  const rescheduled = await refusal(bookings.reschedule(app, requested.booking.id, {
    ...to,
    key: null,
  }));
  assert.deepEqual(rescheduled, { code: "too-many", retryAfter: 60 });
  assert.deepEqual(taken, ["reschedules 12 1", "reschedules to address 40 24"]);
});
