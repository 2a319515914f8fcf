/** A start is offered only where every host of the set is free by their own rules, exactly as `decideTime` judges it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { noBookingLimits } from "$lib/scheduling/booking-limits.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { readSnapshots } from "$lib/server/availability/snapshots.ts";
import { suggestAlternatives } from "$lib/server/availability/suggest-alternatives.ts";
import { decideTime } from "$lib/server/changes/decide-time.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { aCase, type DrawnCase, drawnHost, writeDrawn } from "../../support/drawn-rules.ts";
import { granted, refusal } from "../../support/granted.ts";
import { offeredStarts } from "../../support/slot-oracle.ts";
import { addColleague, twoHosts, withColleague } from "../../support/two-hosts.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const RUNS = isFull ? 60 : 6;
const STEP = 5 * MINUTE;

const open = { overrides: [], timeOff: [], holidays: [], hostCaps: noBookingLimits };

/** A colleague's own rules, in the first host's month; most have the same hours, and none of them closed. */
const aPair = fc.record({
  first: aCase,
  second: aCase,
  zone: fc.constantFrom(null, null, "Europe/Lisbon", "Asia/Kathmandu"),
  sameHours: fc.constantFrom(true, true, false),
}).map(({ first, second, zone, sameHours }) => ({
  first,
  second: {
    ...second,
    place: [zone ?? first.place[0], first.place[1]],
    minutes: first.minutes,
    ...(sameHours ? { ...open, rules: first.rules } : {}),
  } as DrawnCase,
}));

Deno.test("two hosts: findSlots offers exactly what decideTime gives, by the rules of both", async () => {
  let offered = 0, onlyOne = 0;
  await fc.assert(
    fc.asyncProperty(aPair, async ({ first, second }) => {
      const { app, host, type, window, ...one } = await drawnHost(first);
      using _closed = app;
      const added = await addColleague(app, host, type.scheduleId);
      const { host: colleague, ...other } = await writeDrawn(app, added, type, second);
      const { minutes } = first;
      const hosts = [host, colleague];
      const { starts, places } = await findSlots(app, { hosts, type, minutes, window });

      const ofOne = offeredStarts(one.offer, window);
      const ofOther = new Set(offeredStarts(other.offer, window));
      assert.deepEqual(starts, ofOne.filter((start) => ofOther.has(start)), "oracle");

      const ids = hosts.map(({ id }) => id);
      const end = window.end + minutes * MINUTE;
      const snapshots = await granted(readSnapshots(app, ids, {
        times: [{ start: window.start, end }],
        offers: { type: () => type, starts: window },
      }));
      const given: number[] = [];
      for (const start of instantsOf(window, starts)) {
        const { bufferBefore, bufferAfter } = type;
        const time = { start, end: start + minutes * MINUTE, bufferBefore, bufferAfter };
        const decided = await decideTime(snapshots, {
          hosts: ids,
          time,
          excludedBookingIds: [],
          now: app.now(),
          syncIntervalMs: app.settings.syncIntervalMs,
        });
        if (decided.ok) given.push(start);
      }
      assert.deepEqual(starts, given, "decision");
      for (const start of starts) assert.equal(places.has(start), type.seats > 1);
      offered += starts.length;
      onlyOne += ofOne.length - starts.length;
    }),
    { numRuns: RUNS, endOnFailure: true, ...(isFull ? {} : { seed: 5 }) },
  );
  assert(offered > 50 && onlyOne > 50, `${offered} offered, ${onlyOne} free for the first alone`);
});

/** Every five minutes of a window, and the starts that are offered between them. */
function instantsOf({ start, end }: { start: number; end: number }, starts: number[]): number[] {
  const steps = Array.from({ length: (end - start) / STEP }, (_, n) => start + n * STEP);
  return [...new Set([...steps, ...starts])].sort((a, b) => a - b);
}

const window = { start: mondayTen - 2 * HOUR, end: mondayTen + 8 * HOUR };

Deno.test("two hosts: a time that one of them holds is not offered, nor suggested", async () => {
  const { app, host, colleague, type } = await twoHosts();
  const both = { hosts: [host, colleague], type, minutes: 30 };
  const before = await findSlots(app, { ...both, window });
  assert(before.starts.includes(mondayTen));
  const outcome = await ask(app, { slug: "coffee" });
  for (const hosts of [[host, colleague], [colleague, host]]) {
    const { starts } = await findSlots(app, { ...both, hosts, window });
    assert(!starts.includes(mondayTen) && starts.length > 0);
    const near = await suggestAlternatives(app, { ...both, hosts, near: mondayTen });
    assert(near.length === 4 && !near.includes(mondayTen));
  }
  const alone = await findSlots(app, { ...both, hosts: [colleague], window });
  assert(alone.starts.includes(mondayTen));
  const own = await findSlots(app, {
    ...both,
    window,
    excludedBookingId: outcome.booking.id,
  });
  assert(own.starts.includes(mondayTen));
});

Deno.test("findSlots and suggestAlternatives offer nothing without a host, or without one of the hosts", async () => {
  const { app, host, colleague, type } = await twoHosts();
  await app.kv.delete(keys.host(colleague.id));
  for (const hosts of [[], [host, colleague]]) {
    const { starts, nextStart } = await findSlots(app, { hosts, type, minutes: 30, window });
    assert.deepEqual([starts, nextStart], [[], null]);
    const search = { hosts, type, minutes: 30, near: mondayTen };
    assert.deepEqual(await suggestAlternatives(app, search), []);
  }
});

Deno.test("two hosts: what a search found ends when either of them changes something", async () => {
  const { app, host, colleague, type } = await twoHosts({ bookingWindowDays: 2 });
  const later = { start: mondayTen + 100 * DAY, end: mondayTen + 101 * DAY };
  const search = { hosts: [host, colleague], type, minutes: 30, window: later };
  assert.equal((await findSlots(app, search)).emptyReason, null);
  const schedule = keys.schedule(colleague.id, type.scheduleId);
  const hours = (await app.kv.get<{ rules: unknown[] }>(schedule)).value!;
  await app.kv.atomic().set(schedule, { ...hours, rules: [] })
    .set(keys.guard(colleague.id), { version: 2, calendars: {} }).commit();
  assert.equal((await findSlots(app, search)).emptyReason, "no-hours");
});

Deno.test("two hosts: propose refuses a time that only the host who proposes has free", async () => {
  const { app, colleague } = await twoHosts();
  await ask(app, { slug: "coffee", start: mondayTen + 2 * HOUR });
  const outcome = await ask(app, { slug: "coffee" });
  const { id, revision } = await withColleague(app, outcome.booking.id, colleague);
  const propose = (start: number) =>
    bookings.propose(app, id, { hostId: colleague.id, revision, starts: [start], message: "" });
  assert.equal(refusal(await propose(mondayTen + 2 * HOUR)).code, "not-offered");
  assert((await propose(mondayTen + 4 * HOUR)).ok);
});
