import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AssignedTurn,
  balanceOf,
  type Rotation,
  rotationOrder,
  withAssignment,
  withMembers,
  withReturn,
  withTransfer,
} from "$lib/scheduling/rotation.ts";
import { ROTATION_DENOMINATOR, RotationOracle } from "../support/rotation-oracle.ts";

interface Candidate {
  hostId: string;
  weight: number;
  priority: number;
}

/** Members a, b, c … with these weights, of one priority. */
function members(...weights: number[]): Candidate[] {
  return weights.map((weight, i) => ({ hostId: String.fromCharCode(97 + i), weight, priority: 3 }));
}

/** Books once with whoever is free; the clock is the number of the booking. */
function book(rotation: Rotation, free: Candidate[], now: number) {
  const chosenId = rotationOrder(rotation, free)[0]!.hostId;
  return { chosenId, ...withAssignment(rotation, free, chosenId, now) };
}

/** Who is chosen, one after another, while everybody is free. */
function sequence(all: Candidate[], bookings: number): string {
  let rotation: Rotation = {}, names = "";
  for (let now = 1; now <= bookings; now++) {
    const turn = book(rotation, all, now);
    rotation = turn.rotation;
    names += turn.chosenId;
  }
  return names;
}

function assertWithinOne(rotation: Rotation, what: string): void {
  for (const hostId of Object.keys(rotation)) {
    const balance = balanceOf(rotation, hostId);
    assert(Math.abs(balance) <= 1 + 1e-9, `${what}: ${hostId} is at ${balance}`);
  }
}

Deno.test("rotationOrder: equal members take turns", () => {
  assert.equal(sequence(members(1, 1, 1), 9), "abcabcabc");
});

Deno.test("rotationOrder: a weight of two is two turns of four", () => {
  assert.equal(sequence(members(2, 1, 1), 8), "abcaabca");
});

Deno.test("rotationOrder: with equal weights the largest share less count is first", () => {
  const all = members(1, 1, 1);
  const rotation = {
    a: { share: 4, count: 4, lastAt: 1, since: 0 },
    b: { share: 4.2, count: 4, lastAt: 9, since: 0 },
    c: { share: 3.8, count: 4, lastAt: 0, since: 0 },
  };
  assert.deepEqual(rotationOrder(rotation, all).map(({ hostId }) => hostId), ["b", "a", "c"]);
});

Deno.test("rotationOrder: of those who are owed more than a booking the one who is owed most is first", () => {
  const rotation = {
    a: { share: 1.5, count: 0, lastAt: 0, since: 0 },
    b: { share: 1.7, count: 0, lastAt: 0, since: 0 },
  };
  assert.equal(rotationOrder(rotation, members(1, 9))[0]!.hostId, "b");
  assert.equal(rotationOrder(rotation, members(9, 1))[0]!.hostId, "a");
  const behind = { ...rotation, b: { share: 3, count: 0, lastAt: 0, since: 0 } };
  assert.equal(rotationOrder(behind, members(1, 9))[0]!.hostId, "b");
  assert.equal(rotationOrder(behind, members(9, 1))[0]!.hostId, "b");
});

Deno.test("rotationOrder: among equals whoever waited longest, then the smaller id", () => {
  const all = members(1, 1, 1);
  const rotation = {
    a: { share: 1, count: 1, lastAt: 30, since: 0 },
    b: { share: 1, count: 1, lastAt: 10, since: 0 },
    c: { share: 1, count: 1, lastAt: 10, since: 0 },
  };
  assert.deepEqual(rotationOrder(rotation, all).map(({ hostId }) => hostId), ["b", "c", "a"]);
});

Deno.test("rotationOrder: a lower priority is asked only after all of the higher one", () => {
  const all = members(1, 10, 1);
  all[2]!.priority = 5;
  assert.deepEqual(rotationOrder({}, all).map(({ hostId }) => hostId), ["c", "b", "a"]);
  const { rotation } = book({}, all, 1);
  assert.deepEqual(Object.keys(rotation), ["c"]);
});

Deno.test("withReturn: who gives a booking back is where they were, and so is everybody", () => {
  const all = members(3, 1, 4);
  const was = book({}, all, 1).rotation;
  const { chosenId, rotation, turn } = book(was, all, 2);
  const is = withReturn(rotation, turn, chosenId);
  for (const { hostId } of all) {
    assert(Math.abs(balanceOf(is, hostId) - balanceOf(was, hostId)) < 1e-9);
  }
});

Deno.test("withReturn: who could not have had it pays nothing back", () => {
  const both = members(1, 1), [a] = both;
  let rotation: Rotation = {};
  const mornings = Array.from({ length: 6 }, (_, n) => {
    const booked = book(rotation, [a!], n + 1);
    rotation = booked.rotation;
    return booked.turn;
  });
  for (const turn of mornings) rotation = withReturn(rotation, turn, "a");
  let evenings = "";
  for (let now = 7; now <= 12; now++) {
    const booked = book(rotation, both, now);
    rotation = booked.rotation;
    evenings += booked.chosenId;
  }
  assert.equal(evenings, "bababa");
});

Deno.test("withReturn: what a member who left gives back, or of what they shared, puts nobody behind", () => {
  for (const order of ["leaves first", "returns first"]) {
    for (const whose of ["a", "b"]) {
      const all = members(1, 1), turns: { turn: AssignedTurn; chosenId: string }[] = [];
      let rotation: Rotation = {};
      for (let now = 1; now <= 20; now++) {
        const booked = book(rotation, all, now);
        rotation = booked.rotation;
        turns.push(booked);
      }
      const leave = () => rotation = withMembers(rotation, ["b"], 30);
      if (order === "leaves first") leave();
      for (const { turn, chosenId } of turns) {
        if (chosenId === whose) rotation = withReturn(rotation, turn, chosenId);
      }
      if (order === "returns first") leave();
      assert(Math.abs(balanceOf(rotation, "b")) < 1e-9, `${order}, those of ${whose}`);
    }
  }
});

Deno.test("withReturn: a member who has left, or left and came again, has nothing of it", () => {
  const { turn, rotation } = book({}, members(1, 1), 5);
  const gone = withMembers(rotation, ["b"], 6);
  assert.deepEqual(withReturn(gone, turn, "a"), gone);
  const again = withMembers(gone, ["a", "b"], 7);
  assert.equal(balanceOf(withReturn(again, turn, "a"), "a"), 0);
  const moved = withTransfer(again, "b", "a", 8);
  assert.equal(
    balanceOf(withReturn(moved, { ...turn, heldSince: 8 }, "a"), "a"),
    0,
    "what was given to them by hand since they came again counts",
  );
});

Deno.test("withTransfer: one gives an assignment, the other gets it, the shares stay", () => {
  const rotation = { a: { share: 1, count: 1, lastAt: 1, since: 0 } };
  assert.deepEqual(withTransfer(rotation, "a", "b", 7), {
    a: { share: 1, count: 0, lastAt: 1, since: 0 },
    b: { share: 0, count: 1, lastAt: 7, since: 0 },
  });
});

Deno.test("withMembers: who joins starts even, whatever the others have had", () => {
  const rotation = { a: { share: 40, count: 40, lastAt: 1, since: 0 } };
  assert.equal(balanceOf(withMembers(rotation, ["a", "b"], 5), "b"), 0);
});

Deno.test("withMembers: what a leaver was owed is taken from those who are ahead", () => {
  const rotation = {
    a: { share: 0.75, count: 0, lastAt: 0, since: 0 },
    b: { share: 0.5, count: 1, lastAt: 1, since: 0 },
    c: { share: 0.75, count: 1, lastAt: 2, since: 0 },
  };
  const is = withMembers(rotation, ["b", "c"], 5);
  assert.deepEqual([balanceOf(is, "b"), balanceOf(is, "c")], [0, 0]);
  assert.deepEqual([is.b!.count, is.c!.count], [1, 1]);
});

Deno.test("withMembers: nobody is further from even after a colleague has left", () => {
  const turn = fc.record({
    share: fc.integer({ min: 0, max: 100 }).map((n) => n / 50),
    count: fc.integer({ min: 0, max: 2 }),
    lastAt: fc.constant(1),
    since: fc.constant(0),
  });
  fc.assert(fc.property(fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), turn), (was) => {
    const stayed = Object.keys(was).slice(1);
    const is = withMembers(was, stayed, 5);
    for (const id of stayed) {
      assert(Math.abs(balanceOf(is, id)) <= Math.abs(balanceOf(was, id)) + 1e-9);
    }
  }));
});

Deno.test("rotationOrder: equals the oracle over random members, weights, priorities, returns and transfers", () => {
  const weight = fc.integer({ min: 1, max: 10 }), priority = fc.integer({ min: 1, max: 3 });
  const team = fc.array(fc.record({ weight, priority }), { minLength: 1, maxLength: 8 });
  const free = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });
  const day = fc.oneof(
    { weight: 4, arbitrary: fc.record({ free }) },
    { weight: 2, arbitrary: fc.record({ back: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ given: fc.nat(), to: fc.nat() }) },
  );
  fc.assert(
    fc.property(team, fc.array(day, { maxLength: 80, size: "max" }), (drawn, days) => {
      const all = drawn.map((each, i) => ({ ...each, hostId: `host-${i}` }));
      const oracle = new RotationOracle();
      const live: { n: number; turn: AssignedTurn; hostId: string }[] = [];
      let rotation: Rotation = {};
      days.forEach((day, now) => {
        if ("free" in day) {
          const present = [...new Set(day.free.map((n) => n % all.length))].map((i) => all[i]!);
          const { n, chosenId } = oracle.assign(present);
          const booked = book(rotation, present, now + 1);
          assert.equal(booked.chosenId, chosenId);
          rotation = booked.rotation;
          live.push({ n, turn: booked.turn, hostId: chosenId });
        } else if (live.length > 0 && "back" in day) {
          const [gone] = live.splice(day.back % live.length, 1);
          oracle.giveBack(gone!.n);
          rotation = withReturn(rotation, gone!.turn, gone!.hostId);
        } else if (live.length > 0 && "given" in day) {
          const one = live[day.given % live.length]!, to = all[day.to % all.length]!.hostId;
          if (to === one.hostId) return;
          oracle.transfer(one.n, to);
          rotation = withTransfer(rotation, one.hostId, to, now + 1);
          Object.assign(one, { hostId: to, turn: { ...one.turn, heldSince: now + 1 } });
        }
        for (const { hostId } of all) {
          const exact = Number(oracle.owed(hostId)) / Number(ROTATION_DENOMINATOR);
          assert(Math.abs(balanceOf(rotation, hostId) - exact) < 1e-9);
        }
      });
    }),
    { numRuns: 500 },
  );
});

Deno.test("rotationOrder: within one booking of the share for the weights that are hardest to serve", () => {
  for (const [ones, tens] of [[77, 23], [60, 40], [90, 10], [99, 1], [1, 99]]) {
    const all = Array.from({ length: 100 }, (_, i) => ({
      hostId: `h${i}`,
      weight: i < ones! ? 1 : 10,
      priority: 3,
    }));
    let rotation: Rotation = {};
    for (let now = 1; now <= ones! + 10 * tens!; now++) {
      rotation = book(rotation, all, now).rotation;
      assertWithinOne(rotation, `${ones} of weight 1, ${tens} of weight 10, booking ${now}`);
    }
    for (const { hostId } of all) assert(Math.abs(balanceOf(rotation, hostId)) < 1e-6);
  }
});

Deno.test("rotationOrder: 10,000 bookings over random members, weights, joins and leaves stay within one", () => {
  for (const seed of [1, 2, 3]) {
    const draw = seededDraw(seed);
    const all: Candidate[] = [];
    let rotation: Rotation = {}, next = 0;
    const join = () =>
      all.push({
        hostId: `h${String(next++).padStart(5, "0")}`,
        weight: 1 + draw(10),
        priority: 3,
      });
    for (let i = 1 + draw(seed * 15); i >= 0; i--) join();
    for (let now = 1; now <= 10_000; now++) {
      const edit = draw(60);
      if (edit === 0 && all.length < 100) join();
      if (edit === 1 && all.length > 1) all.splice(draw(all.length), 1);
      if (edit === 2) all[draw(all.length)]!.weight = 1 + draw(10);
      if (edit < 2) rotation = withMembers(rotation, all.map(({ hostId }) => hostId), now);
      rotation = book(rotation, all, now).rotation;
      assertWithinOne(rotation, `seed ${seed}, booking ${now}`);
    }
  }
});

/** Whole numbers below a bound, the same for the same seed (Park and Miller's generator). */
function seededDraw(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = state * 48_271 % 2_147_483_647;
    return state % below;
  };
}
