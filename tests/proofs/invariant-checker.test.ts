import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bookingsIn,
  type DumpedBooking,
  type DumpedHold,
  faultsIn,
  heldForNobody,
  unheld,
  violations,
  wrongHosts,
} from "./invariant-checker.ts";

const MINUTE = 60_000;
const now = Date.parse("2026-11-21T08:00Z");
const iso = (minutes: number) => new Date(now + minutes * MINUTE).toISOString();

/** A confirmed half hour of ada; times in minutes from eight. */
function booking(start: number, more: Partial<DumpedBooking> & { pad?: number } = {}) {
  const { pad = 0, ...rest } = more;
  return {
    id: `b${start}`,
    slot: `s${start}`,
    hosts: ["ada"],
    start: iso(start),
    end: iso(start + 30),
    heldStart: iso(start - pad),
    heldEnd: iso(start + 30 + pad),
    status: "CONFIRMED",
    reservedUntil: null,
    rescheduleRequest: null,
    ...rest,
  };
}

Deno.test("violations: touching bookings hold no common time", () => {
  assert.deepEqual(violations([booking(0), booking(30)], now), []);
});

Deno.test("violations: one minute in common is a violation, another host's minute is not", () => {
  assert.equal(violations([booking(0), booking(29)], now).length, 1);
  assert.deepEqual(violations([booking(0), booking(29, { hosts: ["grace"] })], now), []);
  assert.equal(violations([booking(0), booking(29, { hosts: ["grace", "ada"] })], now).length, 1);
});

Deno.test("violations: the larger buffer must fit, not the sum", () => {
  assert.deepEqual(violations([booking(0, { pad: 10 }), booking(40, { pad: 5 })], now), []);
  assert.equal(violations([booking(0, { pad: 11 }), booking(40)], now).length, 1);
  assert.equal(violations([booking(0), booking(40, { pad: 11 })], now).length, 1);
});

Deno.test("violations: a long booking far back is found", () => {
  const long = booking(0, { id: "long", slot: "long", end: iso(300), heldEnd: iso(300) });
  assert.equal(violations([long, booking(60), booking(200)], now).length, 2);
});

Deno.test("violations: only live bookings hold time, and a request until its deadline", () => {
  const request = (until: number) =>
    booking(0, { id: "r", slot: "r", status: "PENDING", reservedUntil: iso(until) });
  assert.equal(violations([booking(0), request(1)], now).length, 1);
  assert.deepEqual(violations([booking(0), request(0)], now), []);
  for (const status of ["REJECTED", "CANCELLED"]) {
    assert.deepEqual(violations([booking(0), booking(0, { slot: "x", status })], now), []);
  }
});

Deno.test("violations: seats of one slot count once and must share its time", () => {
  assert.deepEqual(violations([booking(0, { slot: "s" }), booking(0, { slot: "s" })], now), []);
  assert.equal(violations([booking(0, { slot: "s" }), booking(60, { slot: "s" })], now).length, 1);
});

Deno.test("violations are found exactly where comparing every pair finds some", () => {
  const drawn = fc.array(fc.tuple(fc.nat(400), fc.constantFrom(0, 5, 20)), { maxLength: 12 });
  fc.assert(fc.property(drawn, (times) => {
    const all = times.map(([start, pad], i) => booking(start, { id: `b${i}`, slot: `s${i}`, pad }));
    const broken = all.some((a, i) =>
      all.some((b, j) =>
        i < j && !(a.heldEnd <= b.start && a.end <= b.heldStart) &&
        !(b.heldEnd <= a.start && b.end <= a.heldStart)
      )
    );
    assert.equal(violations(all, now).length > 0, broken);
  }));
});

Deno.test("bookingsIn skips other records and refuses what it cannot read", () => {
  const line = JSON.stringify({ kind: "booking", ...booking(0) });
  assert.equal(bookingsIn([line, '{"kind":"host"}', ""]).length, 1);
  assert.throws(() => bookingsIn(["half a li"]));
  assert.throws(() => bookingsIn([line.replace("CONFIRMED", "LOST")]));
  assert.throws(() => bookingsIn([line.replace('"heldEnd"', '"held_end"')]));
});

Deno.test("violations: a pending reschedule request holds its time against all but its own booking", () => {
  const input = (start: number, until: number, more: Partial<DumpedBooking> = {}) => {
    const { slot, start: from, end, heldStart, heldEnd } = booking(start);
    const requested = { slot: `${slot}:reschedule`, start: from, end, heldStart, heldEnd };
    return booking(0, { rescheduleRequest: { ...requested, reservedUntil: iso(until) }, ...more });
  };
  assert.deepEqual(violations([input(60, 5), booking(90)], now), []);
  assert.equal(violations([input(60, 5), booking(80)], now).length, 1);
  assert.deepEqual(violations([input(60, 0), booking(80)], now), [], "past its deadline");
  assert.deepEqual(violations([input(15, 5)], now), [], "over its own time");
  const seats = [input(15, 5, { slot: "s" }), booking(0, { id: "other", slot: "s" })];
  assert.equal(violations(seats, now).length, 1, "somebody else sits in that time");
  const odd = { ...input(60, 5), kind: "booking" };
  odd.rescheduleRequest!.end = "soon";
  assert.throws(() => bookingsIn([JSON.stringify(odd)]), /end unreadable/);
});

/** The ledger's hold of a booking, in the day that it touches. */
function hold(of: DumpedBooking, more: Partial<DumpedHold> = {}): DumpedHold {
  const { start, end, heldStart, heldEnd, slot, id, hosts } = of;
  const days = [heldStart.slice(0, 10)];
  const times = { start, end, heldStart, heldEnd };
  return { host: hosts[0]!, slot, bookings: [id], ...times, expiresAt: null, days, ...more };
}

Deno.test("unheld: a live booking is held by each of its hosts, at its time and with its buffers", () => {
  const one = booking(0, { pad: 10 });
  assert.deepEqual(unheld([one], [hold(one)], now), []);
  assert.equal(unheld([one], [], now).length, 1);
  for (const name of ["start", "end", "heldStart", "heldEnd"]) {
    assert.equal(unheld([one], [hold(one, { [name]: iso(5) })], now).length, 1, name);
  }
  assert.equal(unheld([one], [hold(one, { bookings: ["another"] })], now).length, 1);
  assert.equal(unheld([one], [hold(one, { host: "grace" })], now).length, 1);
  assert.equal(unheld([{ ...one, hosts: ["ada", "grace"] }], [hold(one)], now).length, 1);
});

Deno.test("unheld: across midnight a hold is found in both days", () => {
  const late = booking(16 * 60 - 5);
  const [first, second] = [late.start, late.end].map((instant) => instant.slice(0, 10));
  assert.notEqual(first, second);
  assert.equal(unheld([late], [hold(late)], now).length, 1);
  assert.deepEqual(unheld([late], [hold(late, { days: [first!, second!] })], now), []);
  assert.deepEqual(unheld([late], [hold(late), hold(late, { days: [second!] })], now), []);
});

Deno.test("unheld: a past booking need not be held; a reschedule request must", () => {
  const ended = booking(0, { status: "CANCELLED" });
  const late = booking(0, { status: "PENDING", reservedUntil: iso(-1) });
  assert.deepEqual(unheld([ended, late, booking(-40 * 24 * 60)], [], now), []);
  const { slot: _, ...to } = booking(120);
  const moving = booking(0, { rescheduleRequest: { ...to, slot: "m", reservedUntil: iso(60) } });
  assert.equal(unheld([moving], [hold(moving)], now).length, 1);
  assert.deepEqual(unheld([moving], [hold(moving)], now + 60 * MINUTE), []);
});

Deno.test("heldForNobody: a hold to come stands for a live booking", () => {
  const one = booking(0);
  assert.deepEqual(heldForNobody([one], [hold(one)], now), []);
  assert.equal(heldForNobody([{ ...one, status: "CANCELLED" }], [hold(one)], now).length, 1);
  assert.equal(heldForNobody([], [hold(one)], now).length, 1);
  assert.deepEqual(heldForNobody([], [hold(one, { expiresAt: iso(0) })], now), []);
  assert.deepEqual(heldForNobody([], [hold(booking(-60))], now), []);
});

/** A collective of these hosts, and the holds that it has. */
function collective(start: number, hosts: string[], more: Partial<DumpedBooking> = {}) {
  const team = { slug: "team", mode: "collective" as const, withdrawn: [] };
  const one = booking(start, { pad: 5, hosts, team, ...more });
  return { one, holds: hosts.map((host) => hold(one, { host })) };
}

Deno.test("faultsIn: a collective is held for each of its hosts, beside their own meetings", () => {
  const { one, holds } = collective(0, ["ada", "ben", "cleo"]);
  const own = booking(60, { hosts: ["ben"] });
  assert.deepEqual(faultsIn([one, own], [...holds, hold(own)], now), []);
  for (const missing of holds) {
    assert.deepEqual(
      faultsIn([one], holds.filter((each) => each !== missing), now).length,
      1,
      missing.host,
    );
  }
  const clash = booking(20, { hosts: ["cleo"] });
  assert.equal(faultsIn([one, clash], [...holds, hold(clash)], now).length, 1);
});

Deno.test("faultsIn: what stays held for a former host, or at a former time, is held for nobody", () => {
  const { one, holds } = collective(0, ["ada", "ben"]);
  assert.equal(faultsIn([one], [...holds, hold(one, { host: "cleo" })], now).length, 1);
  const former = hold(booking(300), { slot: one.slot, bookings: [one.id] });
  assert.equal(faultsIn([one], [...holds, former], now).length, 1);
});

Deno.test("wrongHosts: a round robin has one host, a collective up to eight different ones", () => {
  const names = Array.from({ length: 9 }, (_, i) => `host-${i}`);
  assert.deepEqual(wrongHosts([collective(0, names.slice(1)).one, booking(0)]), []);
  assert.equal(wrongHosts([collective(0, names).one]).length, 1);
  assert.equal(wrongHosts([collective(0, ["ada", "ada"]).one]).length, 1);
  assert.equal(wrongHosts([booking(0, { hosts: ["ada", "ben"] })]).length, 1);
  const team = { slug: "team", mode: "round-robin" as const, withdrawn: [] };
  assert.equal(wrongHosts([booking(0, { hosts: ["ada", "ben"], team })]).length, 1);
  const left = { slug: "team", mode: "collective" as const, withdrawn: ["ben"] };
  assert.equal(wrongHosts([booking(0, { hosts: ["ada", "ben"], team: left })]).length, 1);
});
