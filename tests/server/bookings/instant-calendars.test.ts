import assert from "node:assert/strict";
import * as v from "valibot";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { refusal } from "../../support/granted.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";
import { sampleFailure } from "../../support/sample-connection.ts";

const nothing = busyCalendar(() => Promise.resolve([]));
const away = busyCalendar(() => Promise.reject(new Error("away")));

async function withCoffee(
  openCalendar: ReturnType<typeof busyCalendar>,
  input: Partial<EventTypeInput> = {},
) {
  const { app, host, type } = await town({
    app: { openCalendar },
    type: { slug: "coffee", decision: "instant", ...input },
  });
  return { app, host, type };
}

Deno.test("request is taken by busy time of a calendar, and by its buffers round it", async () => {
  const { app, host } = await withCoffee(nothing, { bufferBefore: 15, bufferAfter: 15 });
  await connectCalendar(app, host, [{ start: mondayTen, end: mondayTen + HOUR }]);
  const expected = [[-60, "ok"], [-30, "taken"], [0, "taken"], [30, "taken"], [60, "taken"], [
    90,
    "ok",
  ]] as const;
  for (const [minutes, code] of expected) {
    const requested = await bookings.request(
      app,
      bookingRequest({ slug: "coffee", start: mondayTen + minutes * MINUTE }),
    );
    assert.equal(requested.ok ? "ok" : requested.refusal.code, code, `${minutes} minutes`);
  }
});

Deno.test("busy time that begins on an earlier UTC day is found", async () => {
  const { app, host } = await withCoffee(nothing);
  await connectCalendar(app, host, [{ start: mondayTen - 72 * HOUR, end: mondayTen + HOUR }]);
  const requested = await refusal(bookings.request(app, bookingRequest({ slug: "coffee" })));
  assert.equal(requested.code, "taken");
});

Deno.test("an instant type confirms over a calendar that is fresh and answers", async () => {
  const { app, host } = await withCoffee(nothing);
  await connectCalendar(app, host);
  const requested = await ask(app, { slug: "coffee" });
  assert.equal(requested.booking.status, "CONFIRMED");
  assert.equal(requested.booking.reservedUntil, null);
});

Deno.test("an instant type becomes a request over a calendar that does not answer, or is not fresh", async () => {
  const stale = { syncedAt: 0 };
  const unread = { syncedAt: null };
  const near = { syncedUntil: mondayTen };
  const failing = {
    failure: sampleFailure(),
  };
  for (
    const [open, state, because] of [
      [away, {}, "unreachable"],
      [nothing, stale, "stale"],
      [nothing, unread, "stale"],
      [nothing, near, "stale"],
      [nothing, failing, "stale"],
    ] as const
  ) {
    const { app, host } = await withCoffee(open);
    using _ = app;
    await connectCalendar(app, host, [], state);
    const requested = await ask(app, { slug: "coffee" });
    assert.equal(requested.booking.status, "PENDING");
    assert.equal(requested.booking.approvalReason, because);
  }
});

Deno.test("when calendar stale: hide neither shows nor books a time, ignore books by the last sync", async () => {
  const hiding = await withCoffee(nothing, { whenCalendarStale: "hide" });
  await connectCalendar(hiding.app, hiding.host, [], { syncedAt: 0 });
  const window = { start: mondayTen, end: mondayTen + 4 * HOUR };
  const { starts } = await findSlots(hiding.app, {
    hosts: [hiding.host],
    type: hiding.type,
    minutes: 30,
    window,
  });
  assert.deepEqual(starts, []);
  const requested = await refusal(bookings.request(hiding.app, bookingRequest({ slug: "coffee" })));
  assert.equal(requested.code, "not-offered");

  const ignoring = await withCoffee(away, { whenCalendarStale: "ignore" });
  await connectCalendar(
    ignoring.app,
    ignoring.host,
    [{ start: mondayTen, end: mondayTen + HOUR }],
    { syncedAt: 0 },
  );
  const over = await refusal(bookings.request(ignoring.app, bookingRequest({ slug: "coffee" })));
  assert.equal(over.code, "taken");
  const beside = await ask(ignoring.app, { slug: "coffee", start: mondayTen + HOUR });
  assert.equal(beside.booking.status, "CONFIRMED");
});

Deno.test("an instant type does not book over what the calendar reports only now", async () => {
  const { app, host } = await withCoffee(
    busyCalendar(() => Promise.resolve([{ start: mondayTen, end: mondayTen + HOUR }])),
  );
  await connectCalendar(app, host);
  const requested = await refusal(bookings.request(app, bookingRequest({ slug: "coffee" })));
  assert.equal(requested.code, "taken");
});

Deno.test("confirm shows a new conflict or a calendar without response once, and goes on with force", async () => {
  for (
    const [open, code] of [
      [
        busyCalendar(() =>
          Promise.resolve([{ start: mondayTen, end: mondayTen + HOUR, title: "Dentist" }])
        ),
        "conflict",
      ],
      [away, "unreachable"],
    ] as const
  ) {
    const { app, host } = await withCoffee(open);
    using _ = app;
    const requested = await ask(app);
    await connectCalendar(app, host);
    const { id, revision } = requested.booking;
    const decision = { hostId: host.id, revision, message: "" };
    const first = await refusal(bookings.confirm(app, id, { ...decision, force: false }));
    assert.equal(first.code, code);
    assert((await bookings.confirm(app, id, { ...decision, force: true })).ok);
  }
});

Deno.test("confirm: a calendar that does not respond still blocks with its last sync", async () => {
  const { app, host } = await withCoffee(away);
  const requested = await ask(app);
  await connectCalendar(app, host, [{ start: mondayTen, end: mondayTen + HOUR }]);
  const look = await bookings.checkConflicts(app, requested.booking, host);
  assert.deepEqual(look.unreachable, ["Work"]);
  assert.equal(look.conflicts.length, 1);
});

Deno.test("our own event in the calendar is no conflict, what it covers beyond the held time is", async () => {
  const { app, host } = await withCoffee(nothing);
  const own = (await ask(app)).booking.id;
  await connectCalendar(app, host, [{ start: mondayTen, end: mondayTen + HOUR, bookingId: own }]);
  const type = (await getEventTypeBySlug(app.kv, host.id, "coffee"))!;
  const window = { start: mondayTen - HOUR, end: mondayTen + 2 * HOUR };
  const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window });
  assert.deepEqual(starts, [-60, -30, 60, 90].map((minutes) => mondayTen + minutes * MINUTE));
});

Deno.test("confirm with force sets aside what was shown: later conflicts are shown first", async () => {
  const entries = [{ start: mondayTen, end: mondayTen + HOUR, title: "Dentist" }];
  const { app, host } = await withCoffee(busyCalendar(() => Promise.resolve([...entries])));
  const requested = await ask(app);
  await connectCalendar(app, host);
  const { id, revision } = requested.booking;
  const confirm = (shown: string[]) =>
    bookings.confirm(app, id, {
      hostId: host.id,
      revision,
      message: "",
      force: true,
      acknowledged: shown,
    });
  const first = await refusal(confirm([]));
  assert.equal(first.detail, "Dentist");

  entries.push({ start: mondayTen, end: mondayTen + HOUR, title: "Board" });
  const second = await refusal(confirm(first.acknowledged ?? []));
  assert.deepEqual([second.code, second.detail], ["conflict", "Dentist, Board"]);

  entries.shift();
  assert((await confirm(second.acknowledged ?? [])).ok);
});

Deno.test("confirm with force over a conflict does not cover a calendar that stops responding", async () => {
  let isAway = false;
  const { app, host } = await withCoffee(
    busyCalendar(() =>
      isAway
        ? Promise.reject(new Error("away"))
        : Promise.resolve([{ start: mondayTen, end: mondayTen + HOUR, title: "Dentist" }])
    ),
  );
  const requested = await ask(app);
  await connectCalendar(app, host);
  const { id, revision } = requested.booking;
  const decision = { hostId: host.id, revision, message: "", force: true };
  const first = await refusal(bookings.confirm(app, id, { ...decision, acknowledged: [] }));
  isAway = true;
  const second = await refusal(bookings.confirm(app, id, {
    ...decision,
    acknowledged: first.acknowledged!,
  }));
  assert.equal(second.code, "unreachable");
  assert(
    (await bookings.confirm(app, id, { ...decision, acknowledged: second.acknowledged! }))
      .ok,
  );
});

Deno.test("confirm: a calendar that was flooded is shown once and set aside, however much stands in it", async () => {
  const flood = Array.from({ length: 400 }, (_, n) => ({
    start: mondayTen + n,
    end: mondayTen + HOUR,
    title: `Spam ${n}`,
  }));
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve(flood)) },
  });
  using _ = app;
  const requested = await ask(app);
  await connectCalendar(app, host);
  const { id, revision } = requested.booking;
  const decision = { hostId: host.id, revision, message: "" };
  const first = await refusal(bookings.confirm(app, id, { ...decision, force: false }));
  assert.equal(first.code, "conflict");
  const shown = v.parse(bookings.Fingerprints, (first.acknowledged ?? []).join(" "));
  assert((await bookings.confirm(app, id, { ...decision, force: true, acknowledged: shown })).ok);
});
