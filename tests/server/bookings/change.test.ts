import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/store/keys.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

const DAY = 86_400_000;
const week = { start: mondayTen - DAY, end: mondayTen + 7 * DAY };

async function asked() {
  const { app, host } = await town();
  const requested = await bookings.request(app, bookingRequest());
  assert(requested.ok);
  return { app, host, booking: requested.value.booking };
}

/** Another instance over the same store, in which something happens right after the nth reading of a record. */
function interrupted(app: TestApp, at: Deno.KvKey, nth: number, act: () => Promise<unknown>) {
  let reads = 0;
  const kv = new Proxy(app.kv, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "get" && name !== "getMany") {
        return typeof value === "function" ? value.bind(target) : value;
      }
      return async (given: Deno.KvKey | Deno.KvKey[]) => {
        const read = await value.call(target, given);
        if (JSON.stringify(given).includes(JSON.stringify(at)) && ++reads === nth) await act();
        return read;
      };
    },
  });
  return { ...app, kv, withLock: <T>(_: readonly string[], run: () => Promise<T>) => run() };
}

Deno.test("change: a booking that another instance rescheduled between two reads leaves no hold behind", async () => {
  for (const nth of [1, 2, 3]) {
    const { app, host, booking } = await asked();
    using _ = app;
    const by = { actor: "host" as const, hostId: host.id, force: false };
    const start = booking.start + 2 * DAY;
    const other = interrupted(app, keys.booking(booking.id), nth, async () => {
      const rescheduled = await bookings.reschedule(app, booking.id, {
        by,
        start,
        revision: null,
        key: null,
      });
      assert(rescheduled.ok, JSON.stringify(rescheduled));
    });
    const outcome = await bookings.cancel(other, booking.id, { by, reason: "", revision: null });
    assert(outcome.ok, JSON.stringify(outcome));
    assert.equal((await getBooking(app.kv, booking.id))!.start, start);
    assert.deepEqual(await listHolds(app.kv, host.id, week), [], `after reading ${nth}`);
  }
});

Deno.test("change: a request whose hold is gone is not confirmed, as its time may be taken", async () => {
  const { app, host, booking } = await asked();
  using _ = app;
  await app.kv.delete(keys.ledger(host.id, Math.floor(booking.start / DAY)));
  const decision = { hostId: host.id, revision: booking.revision, message: "", force: false };
  const outcome = await bookings.confirm(app, booking.id, decision);
  assert.equal(!outcome.ok && outcome.refusal.code, "expired");
  assert.equal((await getBooking(app.kv, booking.id))!.status, "PENDING");
  assert(
    (await bookings.reject(app, booking.id, decision)).ok,
    "giving time back is never refused",
  );
});

Deno.test("change: a commit that happened though its answer was an error is not made a second time", async () => {
  const { app, host, booking } = await asked();
  using _ = app;
  let fails = 1;
  const kv = new Proxy(app.kv, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "atomic") return typeof value === "function" ? value.bind(target) : value;
      return () => {
        const op = target.atomic(), commit = op.commit.bind(op);
        op.commit = async () => {
          const result = await commit();
          if (fails-- > 0) throw new Error("connection reset");
          return result;
        };
        return op;
      };
    },
  });
  const by = { actor: "host" as const, hostId: host.id };
  const cancelled = await bookings.cancel({ ...app, kv }, booking.id, {
    by,
    reason: "",
    revision: null,
  });
  assert(cancelled.ok, JSON.stringify(cancelled));
  assert.equal(cancelled.value.revision, booking.revision + 1);
});

Deno.test("reschedule: of two requests with one key on two instances, the second is refused", async () => {
  const { app, host, booking } = await asked();
  using _ = app;
  const by = { actor: "host" as const, hostId: host.id, force: false };
  const hash = "h".repeat(43);
  const input = (start: number, payload: string) => ({
    by,
    start,
    revision: null,
    key: { hash, payload },
  });
  const other = interrupted(app, keys.idempotencyRecord(hash), 1, async () => {
    const there = input(booking.start, "where it is");
    assert((await bookings.reschedule(app, booking.id, there)).ok);
  });
  const outcome = await bookings.reschedule(other, booking.id, input(booking.start, "the other"));
  assert.equal(!outcome.ok && outcome.refusal.code, "key-reused");
});
