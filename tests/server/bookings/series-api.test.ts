import assert from "node:assert/strict";
import * as api from "$lib/server/api/guest-bookings.ts";
import * as changes from "$lib/server/api/guest-changes.ts";
import * as data from "$lib/server/api/guest-data.ts";
import { DAY, SECOND } from "$lib/scheduling/durations.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { keyCaller, keyOf } from "../../support/call-operation.ts";
import { closureInput, traces } from "../../support/full-account.ts";
import { granted } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addEventType, mondayTen } from "../../support/town.ts";

const WEEK = 7 * DAY;
const own = ["grace@example.com", "Grace Hopper", "About the mill"];

/** Ada's repeating types, called with a key of hers that the public operations don't need. */
async function stage() {
  const sent: string[] = [];
  const sendMail = (email: { subject: string }) => Promise.resolve(void sent.push(email.subject));
  const { app, host } = await repeatingTown({ app: { sendMail } });
  const call = keyCaller(app, await keyOf(app, host, ["read", "bookings"]));
  return { app, host, call, sent };
}

function body(given: Record<string, unknown> = {}) {
  return {
    username: "ada",
    eventSlug: "coffee",
    startsAt: new Date(mondayTen).toISOString(),
    timezone: "Europe/Berlin",
    inviteeName: "Grace Hopper",
    inviteeEmail: "grace@example.com",
    note: "About the mill",
    series: { rhythm: "weekly", dates: 4 },
    ...given,
  };
}

async function runDue(app: TestApp, after = 40 * SECOND) {
  app.at(app.now() + after);
  await openJobRunner(app, jobHandlers).drain();
}

Deno.test("a series over the API: booked, told again under the same key, looked up, and cancelled date by date", async () => {
  const { app, call } = await stage();
  const key = crypto.randomUUID();
  const made = await call(api.requestBooking, { body: body(), key });
  assert.equal(made.status, 201, made.text);
  const { id, dates } = made.answer.series!;
  assert.deepEqual(
    dates.map(({ status, startsAt, refused }) => [status, Date.parse(startsAt), refused]),
    [0, 1, 2, 3].map((n) => ["CONFIRMED", mondayTen + n * WEEK, null]),
  );
  assert.equal(made.answer.booking.id, dates[0]!.id);

  const again = await call(api.requestBooking, { body: body(), key });
  assert.equal(again.response.headers.get("idempotent-replayed"), "true");
  assert.deepEqual(again.answer.series, made.answer.series);
  for (
    const series of [null, { rhythm: "weekly", dates: 5 }, {
      rhythm: "weekly",
      dates: 4,
      book: "free",
    }]
  ) {
    const other = await call(api.requestBooking, { body: body({ series }), key });
    assert.equal(other.problem.code, "key-reused");
  }

  const params = { token: made.answer.actions.token };
  const shown = await call(changes.lookUpBooking, { params });
  assert.deepEqual(shown.answer.booking.series, { id, number: 1, of: 4 });
  assert.equal((await call(changes.cancelByGuest, { params })).status, 200);
  const left = (await getSeries(app.kv, id)).map(({ status }) => status);
  assert.deepEqual(left, ["CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED"]);
});

Deno.test("a series over the API: the dates that are taken are named, and what is no series is refused", async () => {
  const { app, host, call } = await stage();
  const single = body({ series: null, startsAt: new Date(mondayTen + 2 * WEEK).toISOString() });
  assert.equal((await call(api.requestBooking, { body: single })).status, 201);
  const all = await call(api.requestBooking, { body: body() });
  assert.equal(all.problem.code, "taken");
  const free = await call(api.requestBooking, {
    body: body({ series: { rhythm: "weekly", dates: 4, book: "free" } }),
  });
  assert.deepEqual(free.answer.series!.dates.map(({ refused }) => refused), [
    null,
    null,
    "taken",
    null,
  ]);

  for (const dates of [0, 1, 13, 1e9, 2.5, -3, "4", null, Number.MAX_SAFE_INTEGER]) {
    const wrong = await call(api.requestBooking, {
      body: body({ series: { rhythm: "weekly", dates } }),
    });
    assert.equal(wrong.status, 422, String(dates));
  }
  for (const series of [{ rhythm: "daily", dates: 3 }, { dates: 3 }, [], "weekly"]) {
    assert.equal((await call(api.requestBooking, { body: body({ series }) })).status, 422);
  }
  await addEventType(app, host, { slug: "once" });
  await addEventType(app, host, { slug: "private", privateLinkOnly: true, seriesDates: 6 });
  for (const [eventSlug, code] of [["once", "invalid"], ["private", "not-found"]]) {
    const refused = await call(api.requestBooking, { body: body({ eventSlug }) });
    assert.equal(refused.problem.code, code, refused.text);
  }
  const late = body({ startsAt: "2199-12-25T10:00:00Z", series: { rhythm: "monthly", dates: 12 } });
  assert.equal((await call(api.requestBooking, { body: late })).problem.code, "not-offered");
  const early = body({ startsAt: "1900-01-01T00:00:00Z" });
  assert.equal((await call(api.requestBooking, { body: early })).problem.code, "not-offered");
});

Deno.test("eraseGuestData: of a series nothing of its guest stays, once its emails are sent", async () => {
  const { app, host, call, sent } = await stage();
  const key = crypto.randomUUID();
  const series = { rhythm: "weekly", dates: 4, book: "free" };
  const made = await call(api.requestBooking, { body: body({ series }), key });
  await runDue(app);
  for (const date of made.answer.series!.dates) {
    const by = { actor: "host" as const, hostId: host.id };
    assert((await bookings.cancel(app, date.id!, { by, reason: "", revision: null })).ok);
  }
  sent.length = 0;
  // The guest is still to be told that the dates are cancelled.
  const early = await guestData.eraseGuestData(app, host, "grace@example.com");
  assert.deepEqual(early, { erased: 0, upcoming: [], inProgress: 4 });
  await runDue(app);
  assert(sent.some((subject) => /^Cancelled: .*4 dates/.test(subject)), sent.join());
  await runDue(app);
  const erased = await guestData.eraseGuestData(app, host, "grace@example.com");
  assert.deepEqual(erased, { erased: 4, upcoming: [], inProgress: 0 });
  await runDue(app);
  assert.deepEqual(await traces(app.kv, own), []);
  const found = await call(data.findGuest, { query: { email: "grace@example.com" } });
  assert.equal(found.answer.bookings, 0);
  const again = await call(api.requestBooking, { body: body({ series }), key });
  assert(again.status === 404 || again.status === 201 || again.status === 409, again.text);
});

Deno.test("closing an account: of its series neither dates nor index stay", async () => {
  const { app, host, sent } = await stage();
  const { series } =
    granted(await bookings.request(app, seriesRequest({}, { slug: "coffee" }))).booking;
  await runDue(app);
  assert((await account.close(app, host.id, closureInput)).ok);
  for (let n = 0; n < 6; n++) await runDue(app, 60 * SECOND);
  assert(sent.some((subject) => /^Cancelled: .*4 dates/.test(subject)), sent.join());
  assert.deepEqual(await traces(app.kv, [series!.id, ...own]), []);
});
