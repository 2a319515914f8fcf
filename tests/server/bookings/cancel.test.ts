import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { busyCalendar } from "../../support/stub-calendar.ts";
import { ask, mondayTen, town } from "../../support/town.ts";
import { booked, byGuest } from "../../support/booked-meeting.ts";
import { granted, refusal } from "../../support/granted.ts";

Deno.test("cancel ends a confirmed meeting for good, frees its time and notifies both", async () => {
  const { app, host, booking, held, emails } = await booked();
  using _ = app;
  const foreign = await refusal(bookings.cancel(app, booking.id, {
    by: { actor: "host", hostId: "x" },
    reason: "",
    revision: null,
  }));
  assert.equal(foreign.code, "not-found");
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      bookings.cancel(app, booking.id, {
        by: i % 2 ? { actor: "guest" } : { actor: "host", hostId: host.id },
        reason: "ill",
        revision: null,
      })),
  );
  const [won] = all.filter((each) => each.ok);
  assert.equal(all.filter((each) => each.ok).length, 1);
  assert(won?.ok);
  assert.equal(won.value.status, "CANCELLED");
  assert.equal(won.value.endReason, "cancelled");
  assert.equal(won.value.sequence, booking.sequence + 1);
  assert.deepEqual(await held(), []);
  const notified = (await emails()).filter((kind) => kind.endsWith("cancelled")).sort();
  assert.deepEqual(notified, ["guest-cancelled", "host-cancelled"]);
  assert.deepEqual((await listHistory(app.kv, booking.id)).map(({ event }) => event), [
    "requested",
    "confirmed",
    "cancelled",
  ]);
});

Deno.test("cancel of a request that waits is a withdrawal", async () => {
  const { app } = await town();
  const requested = await ask(app);
  const gone = await granted(bookings.cancel(app, requested.booking.id, {
    by: { actor: "guest" },
    reason: "",
    revision: 1,
  }));
  assert.equal(gone.endReason, "withdrawn");
  await ask(app);
});

Deno.test("cancel and reschedule: a past meeting is no longer the host's to change", async () => {
  const { app, host, booking, byHost, emails } = await booked();
  const by = { actor: "host", hostId: host.id } as const;
  app.at(booking.end);
  const cancelled = await refusal(
    bookings.cancel(app, booking.id, { by, reason: "", revision: null }),
  );
  assert.equal(cancelled.code, "changed");
  const rescheduled = await refusal(bookings.reschedule(app, booking.id, {
    ...byHost,
    start: mondayTen + DAY,
  }));
  assert.equal(rescheduled.code, "changed");
  assert.deepEqual((await emails()).filter((kind) => /cancelled|moved/.test(kind)), []);
  app.at(booking.end - 1);
  assert((await bookings.cancel(app, booking.id, { by, reason: "", revision: null })).ok);
});

Deno.test("reschedule and cancel: the host's notice ends it for the guest to the millisecond, not for the host", async () => {
  for (const notice of ["rescheduleNotice", "cancellationNotice"] as const) {
    const { app, host } = await town({
      app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
      type: {
        slug: "talk",
        durations: [60],
        decision: "instant",
        [notice]: 120,
      },
    });
    using _ = app;
    const { id } = (await ask(app, { slug: "talk" })).booking;
    const start = mondayTen + 3 * HOUR;
    const byHost = { actor: "host", hostId: host.id, force: false } as const;
    const act = (by: typeof byGuest.by | typeof byHost, to: number) =>
      notice === "rescheduleNotice"
        ? bookings.reschedule(app, id, { by, start: to, revision: null, key: null })
        : bookings.cancel(app, id, { by, reason: "", revision: null });
    app.at(mondayTen - 120 * MINUTE);
    assert.equal(refusal(await act(byGuest.by, start)).code, "too-late", notice);
    if (notice === "rescheduleNotice") {
      app.at(mondayTen - 120 * MINUTE - 1);
      assert((await act(byGuest.by, mondayTen + 1 * HOUR)).ok, "a millisecond before");
    }
    assert((await act(byHost, start)).ok, notice);
  }
});

Deno.test("reschedule and cancel: another host's booking is not found, and an outdated form does nothing", async () => {
  const { app, booking, byHost, held } = await booked();
  const start = mondayTen + 3 * HOUR;
  const stranger = { actor: "host", hostId: "somebody", force: true } as const;
  const foreign = [
    await bookings.reschedule(app, booking.id, { by: stranger, start, revision: null, key: null }),
    await bookings.cancel(app, booking.id, { by: stranger, reason: "", revision: null }),
  ];
  assert.deepEqual(foreign.map((each) => !each.ok && each.refusal.code), [
    "not-found",
    "not-found",
  ]);
  const revision = booking.revision - 1;
  const old = [
    await bookings.reschedule(app, booking.id, { ...byHost, start, revision }),
    await bookings.cancel(app, booking.id, { by: byHost.by, reason: "", revision }),
  ];
  assert.deepEqual(old.map((each) => !each.ok && each.refusal.code), ["changed", "changed"]);
  assert.deepEqual(await held(), [0]);
});
