import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inspect } from "node:util";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { refusal } from "../../support/granted.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";

Deno.test("request holds the time and stores the booking and its jobs in one commit", async () => {
  const { app, host } = await town();
  const { booking, token } = await ask(app);
  assert.equal(booking.status, "PENDING");
  assert.equal(booking.reservedUntil, Math.min(app.now() + DAY, booking.start));
  assert.deepEqual(
    (await listJobsOfBooking(app.kv, booking.id)).map(({ work }) => work.kind).sort(),
    ["expire", "send-email", "send-email"],
  );
  const found = await bookings.findByLink(app, token, "guest");
  assert.equal(found?.booking.id, booking.id);
  assert.equal(found?.host.id, host.id);
});

Deno.test("request: a random token of 256 bits that is stored nowhere, and a deadline before the start", async () => {
  const { app } = await town({ type: { slug: "soon", minimumNotice: 0 } });
  const tokens = new Set<string>();
  for (const [n, hoursBefore] of [48, 2, 0.25].entries()) {
    const start = mondayTen + n * HOUR;
    app.at(start - hoursBefore * HOUR);
    const { booking, token } = await ask(app, { slug: "soon", start });
    assert.equal(booking.status, "PENDING");
    assert.equal(booking.reservedUntil, Math.min(app.now() + DAY, start));
    assert.equal(Buffer.from(token, "base64url").length, 32);
    tokens.add(token);
  }
  assert.equal(tokens.size, 3);
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    const stored = inspect([key, value], { depth: Infinity, maxStringLength: Infinity });
    for (const token of tokens) assert(!stored.includes(token), String(key[0]));
  }
});

Deno.test("request refuses a time that a live booking holds, with the nearest free starts", async () => {
  const { app } = await town();
  await ask(app);
  const second = await refusal(
    bookings.request(app, bookingRequest({ start: mondayTen + HOUR / 4 })),
  );
  assert.equal(second.code, "taken");
  assert.deepEqual(
    second.alternatives,
    [-30, 30, 45, 60].map((minutes) => mondayTen + minutes * MINUTE),
  );
});

Deno.test("request refuses what is not available: off the grid, outside hours, past, beyond the horizon", async () => {
  const { app } = await town();
  const off = [
    mondayTen + MINUTE,
    mondayTen - 2 * HOUR,
    app.now() - 2 * DAY,
    mondayTen + 70 * DAY,
  ];
  for (const start of off) {
    const requested = await refusal(bookings.request(app, bookingRequest({ start })));
    assert.equal(requested.code, "not-offered", new Date(start).toISOString());
  }
});

Deno.test("request: a length that the type does not have is refused before anything is read for it", async () => {
  const { app } = await town();
  for (const minutes of [45, 200_000]) {
    const requested = await refusal(bookings.request(app, bookingRequest({ minutes })));
    assert.equal(requested.code, "not-offered", `${minutes}`);
  }
});

Deno.test("request over the whole week: what is shown is bookable, one by one, until nothing is left", async () => {
  const { app, host } = await town();
  const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
  const window = { start: mondayTen - 2 * HOUR, end: mondayTen + 6 * HOUR };
  let booked = 0;
  for (;;) {
    const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window });
    const start = starts[Math.floor(starts.length / 2)];
    if (start === undefined) break;
    await ask(app, { start });
    booked++;
  }
  assert(booked >= 10 && booked <= 16, String(booked));
});

Deno.test("request: of 64 at once for one time exactly one wins, and every other gets alternatives", async () => {
  const { app } = await town();
  const all = await Promise.all(
    Array.from({ length: 64 }, () => bookings.request(app, bookingRequest())),
  );
  assert.equal(all.filter((each) => each.ok).length, 1);
  for (const each of all) {
    if (each.ok) continue;
    assert.equal(each.refusal.code, "taken");
    assert.equal(each.refusal.alternatives?.length, 4);
  }
});

Deno.test("request: writers in two programs over one store do not double-book", async () => {
  const { app } = await town();
  using _ = app;
  const other = { ...app, withLock: <T>(_: readonly string[], act: () => Promise<T>) => act() };
  const all = await Promise.all(
    Array.from(
      { length: 16 },
      (_, i) =>
        bookings.request(
          i % 2 ? app : other,
          bookingRequest({ start: mondayTen + (i % 3) * HOUR / 4 }),
        ),
    ),
  );
  assert.equal(all.filter((each) => each.ok).length <= 2, true);
  const holds = (await app.kv.get<{ start: number; end: number }[]>(
    keys.ledger(
      (await app.kv.get<{ hostId: string }>(keys.username("ada"))).value!.hostId,
      Math.floor(mondayTen / DAY),
    ),
  )).value!;
  for (const [i, a] of holds.entries()) {
    for (const b of holds.slice(i + 1)) assert(a.end <= b.start || b.end <= a.start);
  }
});

Deno.test("request: a repeat with its key gets the same response, other input under the key is refused", async () => {
  const { app } = await town();
  const key = { route: "test", value: "0123456789abcdef" };
  const all = await Promise.all(
    Array.from({ length: 20 }, () => bookings.request(app, bookingRequest({ key }))),
  );
  const ids = new Set(all.map((each) => each.ok ? each.value.booking.id : each.refusal.code));
  assert.equal(ids.size, 1);
  const again = await ask(app, { key });
  assert(again.replayed);
  const other = await refusal(
    bookings.request(app, bookingRequest({ key, start: mondayTen + HOUR })),
  );
  assert.equal(other.code, "key-reused");
  app.at(app.now() + 25 * HOUR);
  await ask(app, { key, start: mondayTen + DAY });
});

Deno.test("request: buffers leave the larger gap between two bookings, not the sum", async () => {
  const { app } = await town({
    type: {
      slug: "padded",
      durations: [30],
      slotInterval: 15,
      bufferBefore: 30,
      bufferAfter: 15,
    },
  });
  await ask(app, { slug: "padded" });
  for (const [minutes, code] of [[30, "taken"], [45, "taken"], [60, "ok"]] as const) {
    const next = await bookings.request(
      app,
      bookingRequest({ slug: "padded", start: mondayTen + minutes * MINUTE }),
    );
    assert.equal(next.ok ? "ok" : next.refusal.code, code, `${minutes}`);
  }
});

Deno.test("request: a request past its deadline frees its time at that instant, and is expired first", async () => {
  const { app } = await town();
  const first = await ask(app, { start: mondayTen + DAY });
  app.at(first.booking.reservedUntil! - 1);
  await refusal(bookings.request(app, bookingRequest({ start: mondayTen + DAY })));
  app.at(first.booking.reservedUntil!);
  await ask(app, { start: mondayTen + DAY });
  const found = await bookings.findByLink(app, first.token, "guest");
  assert.equal(found?.booking.status, "CANCELLED");
  assert.equal(found?.booking.endReason, "expired");
});
