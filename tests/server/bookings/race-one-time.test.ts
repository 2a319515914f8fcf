import assert from "node:assert/strict";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import * as v from "valibot";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { dumpBookings } from "../../support/dump-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import { assertHolds, guestRequest, monday, racedHost } from "../../support/raced-host.ts";

Deno.test("request: of 64 at once for one time, without a queue, one wins and each other gets alternatives", async () => {
  const { app, host } = await racedHost();
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => bookings.request(app, guestRequest("intro-call", monday))),
  );
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1);
  for (const outcome of outcomes) {
    if (outcome.ok || outcome.refusal.code === "busy") continue;
    assert.equal(outcome.refusal.code, "taken");
    assert.equal(outcome.refusal.alternatives?.length, 4);
    assert(!outcome.refusal.alternatives.includes(monday));
  }
  await assertHolds(app, host);
});

Deno.test("request: 64 at once with one key are one booking and one answer", async () => {
  const { app, host } = await racedHost();
  const same = guestRequest("intro-call", monday, "one-key-of-many-letters");
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => bookings.request(app, same)),
  );
  const tokens = new Set(outcomes.map((outcome) => outcome.ok ? outcome.value.token : "refused"));
  assert.equal(tokens.size, 1, [...tokens].join());
  assert(!tokens.has("refused"));
  assert.equal((await dumpBookings(app.kv)).length, 1);
  await assertHolds(app, host);
});

Deno.test("request: at the instant of expiry one of 64 gets the time, and the old request is expired first", async () => {
  const { app, host } = await racedHost();
  const tuesday = monday + DAY;
  const ask = () => bookings.request(app, guestRequest("intro-call", tuesday));
  const first = await granted(ask());
  app.at(first.booking.reservedUntil! - 1);
  assert.equal(refusal(await ask()).code, "taken");

  app.at(first.booking.reservedUntil!);
  const decision = { hostId: host.id, revision: 1, message: "", force: false };
  const late = bookings.confirm(app, first.booking.id, decision);
  const outcomes = await Promise.all(Array.from({ length: 64 }, ask));
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1);
  assert.equal(refusal(await late).code, "expired");
  assert.equal((await getBooking(app.kv, first.booking.id))?.endReason, "expired");
  await assertHolds(app, host);
});

Deno.test("request: the last meeting of a day is given once, at whichever time it is requested", async () => {
  const { app, host } = await racedHost();
  using _ = app;
  const once = v.parse(EventTypeInput, {
    title: "Once",
    slug: "once",
    durations: [15],
    bookingLimits: { day: 2, week: null, month: null },
  });
  assert((await eventTypes.create(app, host.id, once)).ok);
  const outcomes = await Promise.all(
    Array.from(
      { length: 32 },
      (_, i) => bookings.request(app, guestRequest("once", monday + (i % 16) * 15 * MINUTE)),
    ),
  );
  assert.equal(outcomes.filter((outcome) => outcome.ok).length, 2);
  await assertHolds(app, host);
});
