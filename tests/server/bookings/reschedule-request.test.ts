import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";
import { booked, byGuest } from "../../support/booked-meeting.ts";
import { granted, refusal } from "../../support/granted.ts";

Deno.test("reschedule: of an approved meeting a guest requests it; both times are held until decided", async () => {
  for (const answer of ["confirm", "reject", "expire"] as const) {
    const { app, host, booking, starts, held, emails } = await booked();
    using _ = app;
    const to = mondayTen + 3 * HOUR;
    const requested = await granted(
      bookings.reschedule(app, booking.id, { ...byGuest, start: to }),
    );
    assert.equal(requested.start, booking.start);
    assert.equal(requested.sequence, booking.sequence);
    assert.deepEqual(await held(), [0, 180]);
    assert(!(await starts()).includes(180));
    const other = await refusal(bookings.request(app, bookingRequest({ slug: "talk", start: to })));
    assert.equal(other.code, "taken");

    const decision = {
      hostId: host.id,
      revision: requested.revision,
      message: "",
      force: false,
    };
    if (answer === "expire") {
      app.at(requested.rescheduleRequest!.expiresAt);
      assert((await starts()).includes(180), "free at the instant of its deadline");
      assert((await bookings.expire(app, booking.id)).ok);
    } else {
      const all = await Promise.all(
        [1, 2, 3].map(() => bookings[answer](app, booking.id, decision)),
      );
      assert.equal(all.filter((each) => each.ok).length, 1);
    }
    assert.deepEqual(await held(), [answer === "confirm" ? 180 : 0]);
    const last = {
      confirm: "guest-rescheduled",
      reject: "reschedule-declined",
      expire: "reschedule-expired",
    }[answer];
    assert.equal((await emails()).filter((kind) => kind === last).length, 1);
  }
});

Deno.test("reschedule: a second request replaces the first, and cancelling frees both times", async () => {
  const { app, booking, held } = await booked();
  assert(
    (await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + 2 * HOUR })).ok,
  );
  assert(
    (await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + 4 * HOUR })).ok,
  );
  assert.deepEqual(await held(), [0, 240]);
  assert(
    (await bookings.cancel(app, booking.id, { by: { actor: "guest" }, reason: "", revision: null }))
      .ok,
  );
  assert.deepEqual(await held(), []);
});

Deno.test("reschedule: an expired reschedule request does not stand in the way of the next one", async () => {
  for (const minutes of [120, 60]) {
    const { app, booking } = await booked();
    using _ = app;
    app.at(mondayTen - 30 * HOUR);
    const start = mondayTen + HOUR;
    const requested = await granted(bookings.reschedule(app, booking.id, { ...byGuest, start }));
    assert(requested.rescheduleRequest);
    app.at(requested.rescheduleRequest.expiresAt);
    // The form shows it as over, and no job has yet ended it in the store.
    const { revision } = requested;
    const again = { ...byGuest, revision, start: mondayTen + minutes * MINUTE };
    const next = await bookings.reschedule(app, booking.id, again);
    assert.equal(next.ok && next.value.rescheduleRequest?.start, again.start, JSON.stringify(next));
    assert.deepEqual((await listHistory(app.kv, booking.id)).map(({ event }) => event).slice(2), [
      "reschedule-requested",
      "reschedule-expired",
      "reschedule-requested",
    ]);
  }
});

Deno.test("withdrawRescheduleRequest: withdrawn once, its time is free and the host is notified", async () => {
  const { app, booking, held, emails } = await booked();
  assert(
    (await bookings.reschedule(app, booking.id, { ...byGuest, start: mondayTen + 3 * HOUR })).ok,
  );
  const all = await Promise.all(
    [1, 2, 3].map(() => bookings.withdrawRescheduleRequest(app, booking.id)),
  );
  assert(
    all.every((each) =>
      each.ok && each.value.status === "CONFIRMED" && !each.value.rescheduleRequest
    ),
  );
  assert.deepEqual(await held(), [0]);
  assert.equal((await emails()).filter((kind) => kind === "reschedule-withdrawn").length, 1);
  assert.equal((await listHistory(app.kv, booking.id)).at(-1)?.event, "reschedule-withdrawn");
  assert(
    (await bookings.cancel(app, booking.id, { by: { actor: "guest" }, reason: "", revision: null }))
      .ok,
  );
  const late = await refusal(bookings.withdrawRescheduleRequest(app, booking.id));
  assert.equal(late.code, "already-cancelled");
});
