import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { checkLedgers } from "$lib/server/availability/ledger-check.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { notYetSeen } from "$lib/server/store/calendar-entries.ts";
import { unheld, violations } from "../../proofs/invariant-checker.ts";
import { alteredStore } from "../../support/altered-store.ts";
import type { TestApp } from "../../support/test-app.ts";
import { dumpBookings, dumpHolds } from "../../support/dump-store.ts";
import { bookingRequest, mondayTen, restartApp, town } from "../../support/town.ts";
import { fullAccount } from "../../support/full-account.ts";
import { granted, refusal } from "../../support/granted.ts";
import { bookAt, deleteHolds, ledgerOf, logLines, slotsOf } from "../../support/ledger.ts";

Deno.test("checkLedger: holds and slots that were deleted by hand are all there again after a start", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { kv } = app, { id } = whole.host;
  const ledger = await ledgerOf(kv, id), slots = await slotsOf(kv);
  const { value: guard } = await kv.get<{ version: number }>(keys.guard(id));
  assert(await deleteHolds(kv) >= 6);
  assert(unheld(await dumpBookings(kv), await dumpHolds(kv), app.now()).length >= 5);

  const next = await restartApp(app);
  await checkLedgers(next);
  assert.deepEqual(await ledgerOf(kv, id), ledger);
  assert.deepEqual(await slotsOf(kv), slots);
  const now = await kv.get<{ version: number }>(keys.guard(id));
  assert(now.value!.version > guard!.version, "whoever had read before must look again");
  assert.equal(logLines(next, "held-time-rebuilt").length, 1);
  assert.equal(logLines(next, "double-booking").length, 0);
  assert.deepEqual(unheld(await dumpBookings(kv), await dumpHolds(kv), app.now()), []);

  const third = await restartApp(app);
  await checkLedgers(third);
  assert.deepEqual(third.logged, [], "what is as it should be is left alone");
  assert.equal(
    (await kv.get<{ version: number }>(keys.guard(id))).value!.version,
    now.value!.version,
  );
});

Deno.test("checkLedger: any missing part of held time is restored: each record, each hold, each seat", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { kv } = app, { id } = whole.host;
  const ledger = await ledgerOf(kv, id), slots = await slotsOf(kv);
  const broken: [Deno.KvKey, unknown][] = [];
  for await (const { key, value } of kv.list<Hold[]>({ prefix: ["ledger"] })) {
    broken.push([key, null]);
    for (const hold of value) {
      broken.push([key, value.filter((each) => each !== hold)]);
      const put = (is: Hold) => [key, value.map((each) => each === hold ? is : each)] as const;
      broken.push([...put({ ...hold, end: hold.end - MINUTE })]);
      broken.push([...put({ ...hold, bookingIds: hold.bookingIds.slice(1), expiresAt: 1 })]);
    }
  }
  for await (const { key, value } of kv.list<SharedSlot>({ prefix: keys.slots() })) {
    broken.push([key, null], [key, { ...value, bookingIds: value.bookingIds.slice(1) }]);
  }
  assert(broken.length > 20, `${broken.length}`);
  for (const [key, value] of broken) {
    if (value === null) await kv.delete(key);
    else await kv.set(key, value);
    const next = await restartApp(app);
    await next.checkLedger(id);
    const description = `${JSON.stringify(key)} ${JSON.stringify(value)}`;
    assert.deepEqual(await ledgerOf(kv, id), ledger, description);
    assert.deepEqual(await slotsOf(kv), slots, description);
  }
});

Deno.test("checkLedger: a time that was given twice while its hold was lost is named, and both stay", async () => {
  const { app, host, type } = await town({ type: { slug: "now", decision: "instant" } });
  const first = await bookAt(app, mondayTen, { slug: type.slug });
  await deleteHolds(app.kv);
  const guest = { name: "Second Guest", email: "second@example.com" };
  const second = await bookAt(app, mondayTen, { slug: type.slug, guest });

  const next = await restartApp(app);
  const twice = await next.checkLedger(host.id);
  assert.deepEqual(
    twice.map((pair) => pair.flatMap((hold) => hold.bookingIds).sort()),
    [[first.id, second.id].sort()],
  );
  const [line] = logLines(next, "double-booking");
  assert.deepEqual([line!["booking"], line!["other"]].sort(), [first.id, second.id].sort());
  assert.doesNotMatch(JSON.stringify(next.logged), /Grace|Second|example\.com/);
  const lines = await dumpBookings(app.kv);
  assert.equal(
    lines.filter(({ status }) => status === "CONFIRMED").length,
    2,
    "nothing is dropped",
  );
  assert.deepEqual(unheld(lines, await dumpHolds(app.kv), app.now()), []);
  assert.equal(violations(lines, app.now()).length, 1);
  const third = await refusal(bookings.request(next, bookingRequest({ slug: type.slug })));
  assert.equal(third.code, "taken");

  await granted(bookings.cancel(next, second.id, {
    by: { actor: "host", hostId: host.id },
    reason: "",
    revision: null,
  }));
  assert.deepEqual(await (await restartApp(app)).checkLedger(host.id), []);
});

Deno.test("checkLedger: past days are not touched, even if an upcoming booking once requested time there", async () => {
  const { app, host, type: { slug } } = await town({
    type: { slug: "far", bookingWindowDays: 200 },
  });
  const decision = { hostId: host.id, revision: 1, message: "", force: true };
  const far = await bookAt(app, mondayTen + 98 * DAY + HOUR, { slug });
  assert((await bookings.confirm(app, far.id, decision)).ok);
  const move = { by: { actor: "guest" as const }, revision: null, key: null };
  assert((await bookings.reschedule(app, far.id, { ...move, start: mondayTen })).ok);
  const past = await bookAt(app, mondayTen + 2 * HOUR, { slug });
  assert((await bookings.confirm(app, past.id, decision)).ok);
  const before = await ledgerOf(app.kv, host.id);
  await app.kv.delete(keys.ledger(host.id, Math.floor(far.start / DAY)));
  const next = await restartApp(app);
  // The program was off when the reschedule request expired, and for sixty days more.
  next.at(app.now() + 60 * DAY);
  await next.checkLedger(host.id);
  assert.deepEqual(await ledgerOf(app.kv, host.id), before);
});

Deno.test("checkLedger: a slot that was lost goes on behind what its calendar knows of it", async () => {
  const { app, host, type: { slug } } = await town({
    type: { slug: "class", seats: 3, decision: "instant" },
  });
  const { slot } = await bookAt(app, mondayTen, { slug });
  const written = {
    hostId: host.id,
    calendarId: "work",
    href: "",
    etag: null,
    writtenAt: 0,
    ...notYetSeen,
  };
  await app.kv.set(keys.calendarEntry(slot, "c"), { ...written, revision: 7, sequence: 3 });
  await deleteHolds(app.kv);
  await (await restartApp(app)).checkLedger(host.id);
  const { value } = await app.kv.get<SharedSlot>(keys.slot(slot));
  assert.equal(value?.sequence, 3);
  assert(value!.revision > 7);
});

Deno.test("checkLedger: a day that has no room left stays as it is, and is reported", async () => {
  const { app, host } = await town();
  using _ = app;
  const { id, start } = await bookAt(app, mondayTen);
  const day = keys.ledger(host.id, Math.floor(start / DAY));
  const { value } = await app.kv.get<Hold[]>(day);
  const full = Array.from({ length: 310 }, (_, n) => {
    return { ...value![0]!, slot: `s${n}`, bookingIds: [`s${n}`], expiresAt: null };
  });
  await app.kv.set(day, full);
  const next = await restartApp(app);
  await next.checkLedger(host.id);
  assert.deepEqual((await app.kv.get<Hold[]>(day)).value, full);
  assert.equal(logLines(next, "held-time-not-restored")[0]?.["first"], id);
  const more = await refusal(
    bookings.request(next, bookingRequest({ start: mondayTen + 3 * HOUR })),
  );
  assert.equal(more.code, "taken", "nor is anything else booked there");
});

Deno.test("checkLedger: time of a declined or cancelled booking is freed, of an unknown one it stays held", async () => {
  const { app, host } = await town();
  const booked = await bookAt(app, mondayTen);
  const day = keys.ledger(host.id, Math.floor(booked.start / DAY));
  const { value: holds } = await app.kv.get<Hold[]>(day);
  const by = { actor: "guest" as const };
  assert((await bookings.cancel(app, booked.id, { by, reason: "", revision: null })).ok);
  const strange = {
    ...holds![0]!,
    slot: "unknown",
    bookingIds: ["unknown"],
    start: mondayTen + HOUR,
    end: mondayTen + 2 * HOUR,
    expiresAt: null,
  };
  await app.kv.set(day, [...holds!, strange]);
  const next = await restartApp(app);
  await next.checkLedger(host.id);
  assert.deepEqual((await app.kv.get<Hold[]>(day)).value, [strange]);
  assert.equal(logLines(next, "held-time-released")[0]?.["first"], booked.id);
  assert.equal(logLines(next, "held-time-without-booking")[0]?.["first"], "unknown");
});

Deno.test("checkLedger: a check that failed gives no free time, and is repeated", async () => {
  const { app } = await town();
  await bookAt(app, mondayTen);
  await deleteHolds(app.kv);
  let fails = true;
  const kv = alteredStore(app.kv, {
    list(...args: Parameters<Deno.Kv["list"]>) {
      if (fails) throw new Error("the disk is on holiday");
      return app.kv.list(...args);
    },
  });
  const next = await restartApp({ ...app, kv, now: app.now, at: app.at } as TestApp);
  await assert.rejects(bookings.request(next, bookingRequest()), /on holiday/);
  fails = false;
  assert.equal(refusal(await bookings.request(next, bookingRequest())).code, "taken");
});

Deno.test("checkLedger: nothing is written for a host who has left or is being erased", async () => {
  const { app, host } = await town();
  await bookAt(app, mondayTen);
  await deleteHolds(app.kv);
  await app.kv.set(keys.host(host.id), { ...host, closure: { at: app.now(), message: "" } });
  await (await restartApp(app)).checkLedger(host.id);
  await app.kv.delete(keys.host(host.id));
  await app.kv.delete(keys.guard(host.id));
  await (await restartApp(app)).checkLedger(host.id);
  assert.deepEqual(await ledgerOf(app.kv, host.id), {});
  assert.equal((await app.kv.get(keys.guard(host.id))).value, null);
});

Deno.test("checkLedger: of a host with a long past only what is near or to come is read", async () => {
  const { app, host } = await town();
  const booked = await bookAt(app, mondayTen);
  const PAST = 20_000, AT_ONCE = 500;
  for (let n = 0; n < PAST; n += AT_ONCE) {
    const op = app.kv.atomic();
    for (let i = n; i < n + AT_ONCE; i++) {
      const id = `past-${i}`, start = app.now() - 40 * DAY - i * HOUR;
      op.set(keys.bookingOf(host.id, "CONFIRMED", start, id), id);
    }
    await op.commit();
  }
  await deleteHolds(app.kv);
  let read = 0;
  const kv = alteredStore(app.kv, {
    getMany(all: Deno.KvKey[]) {
      read += all.length;
      return app.kv.getMany(all);
    },
    async *list(...requested: Parameters<Deno.Kv["list"]>) {
      for await (const entry of app.kv.list(...requested)) {
        read++;
        yield entry;
      }
    },
  });
  const next = await restartApp({ ...app, kv, now: app.now } as TestApp);
  await next.checkLedger(host.id);
  assert(read < 20, `${read} records read`);
  assert.equal(Object.values(await ledgerOf(app.kv, host.id)).flat()[0]?.slot, booked.id);
});
