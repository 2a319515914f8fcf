import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { checkLedgers } from "$lib/server/availability/ledger-check.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { unheld, violations } from "../../proofs/invariant-checker.ts";
import { alteredStore, committingStore } from "../../support/altered-store.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";
import { dumpBookings, dumpHolds } from "../../support/dump-store.ts";
import { bookingRequest, configuredApp, mondayTen, restartApp, town } from "../../support/town.ts";
import { bookAt, deleteHolds, ledgerOf, logLines } from "../../support/ledger.ts";

Deno.test("checkLedger: two requests at once for an unchecked host cause one check; two programs agree", async () => {
  const { app, host, type } = await town({ type: { slug: "now", decision: "instant" } });
  for (const n of [0, 1, 2, 3]) await bookAt(app, mondayTen + n * HOUR, { slug: type.slug });
  const before = await ledgerOf(app.kv, host.id);
  await deleteHolds(app.kv);
  const programs = [await restartApp(app), await restartApp(app)];
  const requested = await Promise.all(
    programs.flatMap((program) =>
      [0, 1, 2, 3].map((n) =>
        bookings.request(program, bookingRequest({ slug: type.slug, start: mondayTen + n * HOUR }))
      )
    ),
  );
  assert(
    requested.every((one) => !one.ok && one.refusal.code === "taken"),
    JSON.stringify(requested),
  );
  assert.deepEqual(await ledgerOf(app.kv, host.id), before);
  for (const program of programs) assert(logLines(program, "held-time-rebuilt").length <= 1);
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
});

/** The store as one program sees it, with something that happens right before or after its first commit. */
function interrupted(kv: Deno.Kv, when: "before" | "after", happens: () => Promise<unknown>) {
  let isFirst = true;
  return committingStore(kv, async (make) => {
    const isNow = isFirst;
    isFirst = false;
    if (isNow && when === "before") await happens();
    const result = await make();
    if (isNow && when === "after") await happens();
    return result;
  });
}

for (const when of ["before", "after"] as const) {
  Deno.test(`checkLedger: what another program books right ${when} its first commit stays held`, async () => {
    const { app, host, type } = await town({ type: { slug: "now", decision: "instant" } });
    for (const n of [0, 1, 2, 3, 4, 7, 8]) {
      await bookAt(app, mondayTen + n * DAY, { slug: type.slug });
    }
    await deleteHolds(app.kv);
    // On the first of the days that are rebuilt, and on the last.
    const others = [mondayTen + 2 * HOUR, mondayTen + 8 * DAY + 2 * HOUR];
    const kv = interrupted(app.kv, when, async () => {
      for (const start of others) await bookAt(app, start, { slug: type.slug });
    });
    const next = await restartApp({ ...app, kv, now: app.now } as TestApp);
    await next.checkLedger(host.id);
    const lines = await dumpBookings(app.kv);
    assert.equal(lines.length, 9);
    assert.equal(
      logLines(next, "held-time-rebuilt")[0]?.["bookings"],
      7,
      "counted over both looks",
    );
    assert.deepEqual(unheld(lines, await dumpHolds(app.kv), app.now()), []);
  });
}

Deno.test("checkLedger: a commit takes so few days that they fit the store, however full they are", async () => {
  const { app, host } = await town();
  for (const n of [0, 1, 2, 3, 4, 7, 8]) await bookAt(app, mondayTen + n * DAY);
  const before = await ledgerOf(app.kv, host.id);
  await deleteHolds(app.kv);
  const days: number[] = [];
  const kv = alteredStore(app.kv, {
    atomic() {
      const op = app.kv.atomic(), set = op.set.bind(op), n = days.push(0) - 1;
      op.set = (key, ...rest) => {
        if (key[0] === "ledger") days[n]!++;
        return set(key, ...rest);
      };
      return op;
    },
  });
  await (await restartApp({ ...app, kv, now: app.now } as TestApp)).checkLedger(host.id);
  assert.deepEqual(await ledgerOf(app.kv, host.id), before);
  assert(Math.max(...days) <= 3, `${days}`);
});

Deno.test("checkLedgers: a fault with one host is logged and delays no other; stopping ends the checks", async () => {
  const app = await configuredApp();
  for (const id of ["a", "b", "c"]) await testHost(app, { id, username: id });
  const requested: string[] = [];
  const stopping = new AbortController();
  const next = await restartApp(app, {
    stopping: stopping.signal,
    checkLedger(hostId) {
      requested.push(hostId);
      if (hostId === "a") return Promise.reject(new Error("no luck"));
      stopping.abort();
      return Promise.resolve([]);
    },
  });
  await checkLedgers(next);
  assert.deepEqual(requested, ["a", "b"]);
  assert.equal(logLines(next, "ledger-check")[0]?.["host"], "a");
});

Deno.test("checkLedger: compared by a clock that runs ahead, it is compared again when the clock is right", async () => {
  const { app, host } = await town();
  const booked = await bookAt(app, mondayTen);
  const before = await ledgerOf(app.kv, host.id);
  await deleteHolds(app.kv);
  const next = await restartApp(app);
  next.at(app.now() + 60 * DAY);
  await next.checkLedger(host.id);
  assert.deepEqual(await ledgerOf(app.kv, host.id), {}, "long past, by that clock");
  next.at(app.now());
  await next.checkLedger(host.id);
  assert.deepEqual(await ledgerOf(app.kv, host.id), before);
  await next.kv.delete(keys.ledger(host.id, Math.floor(booked.start / DAY)));
  next.at(app.now() - HOUR);
  await next.checkLedger(host.id);
  assert.deepEqual(await ledgerOf(app.kv, host.id), {}, "an hour back asks for no second look");
});
