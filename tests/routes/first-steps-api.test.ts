import assert from "node:assert/strict";
import * as api from "$lib/server/api/first-steps.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { keyCaller, keyOf } from "../support/call-operation.ts";
import { fullAccount } from "../support/full-account.ts";
import { testHost } from "../support/test-app.ts";

Deno.test("first steps over the API: skipped and ended", async () => {
  const whole = await fullAccount(), { app } = whole;
  const call = keyCaller(app, await keyOf(app, whole.host, ["settings"]));
  const skipped = await call(api.recordFirstStep, { body: { step: "withoutCalendar" } });
  assert.equal(skipped.answer.firstSteps.withoutCalendar, true);
  assert.equal(skipped.answer.firstSteps.dismissed, false);
  const ended = await call(api.recordFirstStep, { body: { step: "dismissed" } });
  assert.equal(ended.answer.firstSteps.dismissed, true);
  assert.deepEqual((await getHost(app.kv, whole.host.id))?.firstSteps, ended.answer.firstSteps);
  const made = await call(api.recordFirstStep, { body: { step: "testBookingMade" } });
  assert.equal(made.status, 422, "it follows from a test booking");
});

Deno.test("a test booking over the API: requested at an offered time, and erased; no other booking is", async () => {
  const whole = await fullAccount(), { app } = whole;
  const call = keyCaller(app, await keyOf(app, whole.host, ["read", "bookings"]));
  const eve = await testHost(app, { username: "eve", email: "eve@example.org" });
  const asEve = keyCaller(app, await keyOf(app, eve, ["read", "bookings"]));

  const { answer: { eventType, times: [first] } } = await call(api.testTimes);
  assert(eventType && first);
  const body = { startsAt: first.startsAt, email: "ada@example.org" };
  const { answer: { booking } } = await call(api.requestTestBooking, { body });
  assert.deepEqual([booking.startsAt, booking.endsAt], [first.startsAt, first.endsAt]);
  const again = await call(api.requestTestBooking, { body });
  assert.equal(again.problem.code, "taken");
  const wrong = await call(api.requestTestBooking, { body: { ...body, startsAt: "soon" } });
  assert.deepEqual(Object.keys(wrong.problem.fields), ["startsAt"]);

  const none = await asEve(api.testTimes);
  assert.deepEqual([none.answer.eventType, none.answer.times], [null, []]);
  assert.equal((await asEve(api.requestTestBooking, { body })).problem.code, "inactive");
  assert.equal((await asEve(api.eraseTestBooking, { params: { id: booking.id } })).status, 404);
  const { confirmed } = whole.meetings;
  assert.equal((await call(api.eraseTestBooking, { params: { id: confirmed.id } })).status, 404);

  const erased = await call(api.eraseTestBooking, { params: { id: booking.id } });
  assert.equal(erased.answer.erased, true);
  assert.equal(await getBooking(app.kv, booking.id), null);
});
