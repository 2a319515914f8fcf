import assert from "node:assert/strict";
import * as changes from "$lib/server/api/booking-changes.ts";
import * as byGuest from "$lib/server/api/guest-changes.ts";
import * as api from "$lib/server/api/series.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { keyCaller, keyOf } from "../../support/call-operation.ts";
import { granted } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { addHost, ask, bookingRequest, mondayTen } from "../../support/town.ts";

const WEEK = 7 * DAY;
const iso = (instant: number) => new Date(instant).toISOString();

/** Ada, who was asked for four Mondays, or has them confirmed, and whoever calls with her key. */
async function stage(slug: "intro-call" | "coffee" = "intro-call") {
  const { app, host } = await repeatingTown();
  const { booking, token } = await granted(
    bookings.request(app, seriesRequest({}, { slug })),
  );
  const call = keyCaller(app, await keyOf(app, host, ["read", "bookings"]));
  const dates = () => getSeries(app.kv, booking.series!.id);
  return { app, host, call, dates, id: booking.id, params: { id: booking.id }, token: { token } };
}

Deno.test("confirmSeries over the API: the dates that are named, and then all that are left", async () => {
  const { call, dates, params } = await stage();
  const listed = await call(api.listSeries, { params });
  assert.deepEqual(listed.answer.dates.map(({ series }) => series!.number), [1, 2, 3, 4]);
  const [first, second] = listed.answer.dates;
  const named = [{ id: first!.id, revision: 1 }, { id: second!.id, revision: 9 }];
  const some = await call(api.confirmSeries, { params, body: { message: "Yes", dates: named } });
  assert.deepEqual(some.answer.dates.map(({ refused }) => refused), [null, "changed"]);
  const again = await call(api.confirmSeries, { params, body: { dates: named } });
  assert.equal(again.problem.code, "changed");
  const both = [named[0]!, { ...named[1]!, revision: 1 }];
  const mixed = await call(api.confirmSeries, { params, body: { dates: both } });
  assert.equal(mixed.problem?.code, "changed", "a date that is decided cannot be decided again");
  const rest = await call(api.confirmSeries, { params, body: {} });
  assert.deepEqual(
    rest.answer.dates.map(({ booking }) => booking.status),
    Array(3).fill("CONFIRMED"),
  );
  assert((await dates()).every(({ status }) => status === "CONFIRMED"));
});

Deno.test("declineSeries over the API: once for each key, and nobody else's dates", async () => {
  const { app, call, dates, params } = await stage();
  const other = await addHost(app, { preferredUsername: "eve", email: "eve@example.com" });
  const stranger = keyCaller(app, await keyOf(app, other, ["read", "bookings"]));
  for (const each of [api.confirmSeries, api.declineSeries, api.cancelSeries]) {
    assert.equal((await stranger(each, { params, body: {} })).status, 404);
  }
  assert.equal((await stranger(api.listSeries, { params })).status, 404);
  const endless = { id: "x".repeat(3_000) };
  assert.equal((await call(api.listSeries, { params: endless })).status, 404);
  const key = crypto.randomUUID(), body = { message: "Another time" };
  const made = await call(api.declineSeries, { params, body, key });
  const again = await call(api.declineSeries, { params, body, key });
  assert.equal(again.response.headers.get("idempotent-replayed"), "true");
  assert.deepEqual(again.answer.dates, made.answer.dates);
  const reused = await call(api.declineSeries, { params, body: { message: "Else" }, key });
  assert.equal(reused.problem.code, "key-reused");
  assert(
    (await dates()).every(({ status, message }) =>
      status === "REJECTED" && message === body.message
    ),
  );
});

Deno.test("rescheduleSeries and cancelSeries over the API: this date and the later ones", async () => {
  const { call, dates } = await stage("coffee");
  const params = { id: (await dates())[1]!.id };
  const key = crypto.randomUUID(), body = { startsAt: iso(mondayTen + 2 * WEEK) };
  const moved = await call(api.rescheduleSeries, { params, body, key });
  assert.deepEqual(
    moved.answer.dates.map(({ booking }) => booking.startsAt),
    [2, 3, 4].map((n) => iso(mondayTen + n * WEEK)),
  );
  const again = await call(api.rescheduleSeries, { params, body, key });
  assert.deepEqual(again.answer.dates, moved.answer.dates);
  const stale = await call(api.cancelSeries, { params, body: { revision: 1 } });
  assert.equal(stale.problem.code, "changed");
  const ended = await call(api.cancelSeries, { params, body: { reason: "Ill" } });
  assert.deepEqual(ended.answer.dates.map(({ refused }) => refused), [null, null, null]);
  const statuses = (await dates()).map(({ status }) => status);
  assert.deepEqual(statuses, ["CONFIRMED", "CANCELLED", "CANCELLED", "CANCELLED"]);
});

Deno.test("a guest's series over the API: listed, moved once for each key, and cancelled", async () => {
  const { app, call, token: params } = await stage("coffee");
  const taken = bookingRequest({ start: mondayTen + 3 * WEEK + DAY });
  assert((await bookings.request(app, taken)).ok);
  const key = crypto.randomUUID(), body = { startsAt: iso(mondayTen + DAY) };
  const moved = await call(api.rescheduleSeriesByGuest, { params, body, key });
  assert.deepEqual(moved.answer.dates.map(({ refused }) => refused), [null, null, null, "taken"]);
  const again = await call(api.rescheduleSeriesByGuest, { params, body, key });
  assert.deepEqual(again.answer.dates, moved.answer.dates);
  const listed = await call(api.listSeriesByGuest, { params });
  assert.equal(listed.answer.dates[3]!.startsAt, iso(mondayTen + 3 * WEEK));
  const gone = await call(api.rescheduleSeriesByGuest, {
    params,
    body: { startsAt: iso(mondayTen + 3 * WEEK) },
  });
  assert.equal(gone.problem.code, "taken");
  const ended = await call(api.cancelSeriesByGuest, { params, body: { reason: "Ill" } });
  assert.deepEqual(ended.answer.dates.map(({ status }) => status), Array(4).fill("CANCELLED"));
});

Deno.test("bookForGuest over the API: several dates, told again under the same key", async () => {
  const { app, host, call } = await stage();
  const type = await getEventTypeBySlug(app.kv, host.id, "intro-call");
  const body = {
    eventTypeId: type!.id,
    startsAt: iso(mondayTen + DAY),
    timezone: "Europe/Berlin",
    inviteeName: "Alan Turing",
    inviteeEmail: "alan@example.com",
    series: { rhythm: "weekly", dates: 3 },
  };
  const key = crypto.randomUUID();
  const made = await call(changes.bookForGuest, { body, key });
  assert.equal(made.status, 201, made.text);
  const { dates } = made.answer.series!;
  assert.deepEqual(dates.map(({ status }) => status), Array(3).fill("CONFIRMED"));
  const again = await call(changes.bookForGuest, { body, key });
  assert.deepEqual(again.answer.series, made.answer.series);
  const taken = await call(changes.bookForGuest, { body });
  assert.equal(taken.problem.code, "taken");
});

Deno.test("a booking that was made alone has no series over the API", async () => {
  const { app, call } = await stage();
  const alone = await ask(app, { start: mondayTen + DAY });
  const params = { id: alone.booking.id }, token = { token: alone.token };
  assert.equal((await call(changes.confirmBooking, { params, body: {} })).status, 200);
  assert.equal((await call(api.cancelSeries, { params, body: {} })).status, 404);
  assert.equal((await call(api.listSeries, { params })).status, 404);
  assert.equal((await call(api.listSeriesByGuest, { params: token })).status, 404);
  assert.equal((await call(api.cancelSeriesByGuest, { params: token, body: {} })).status, 404);
  assert.equal((await call(byGuest.cancelByGuest, { params: token, body: {} })).status, 200);
});
