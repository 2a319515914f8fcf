import assert from "node:assert/strict";
import fc from "fast-check";
import { type Contribution, outcomes } from "$lib/scheduling/booking-contribution.ts";
import { noBookingCounts, withContribution } from "$lib/scheduling/booking-counts.ts";
import { countedSources, decisionMinutes, leadDays } from "$lib/scheduling/counted-days.ts";
import { dateOfNumber } from "$lib/scheduling/day.ts";
import {
  packContribution,
  packCounts,
  unpackContribution,
  unpackCounts,
} from "$lib/scheduling/packed-counts.ts";

const today = 20_760;

const contribution: fc.Arbitrary<Contribution> = fc.record({
  date: fc.integer({ min: -1, max: 1 }).map((days) => dateOfNumber(today + days)),
  source: fc.constantFrom(...countedSources),
  outcomes: fc.subarray([...outcomes]),
  ends: fc.option(fc.integer({ min: -40, max: 2_000 }).map((days) => dateOfNumber(today + days))),
  hour: fc.integer({ min: 0, max: 167 }),
  lead: fc.integer({ min: 0, max: leadDays.length }),
  decided: fc.option(fc.integer({ min: 0, max: decisionMinutes.length })),
  member: fc.option(fc.constantFrom("m".repeat(22), "host-1")),
}, { noNullPrototype: true });

Deno.test("packContribution: every contribution comes back as it was, in fourteen characters and its member", () => {
  fc.assert(fc.property(contribution, (given) => {
    const packed = packContribution(given, today);
    assert(packed.length <= 14 + (given.member === null ? 0 : 1 + given.member.length));
    assert.deepEqual(unpackContribution(packed, today), given);
  }));
});

Deno.test("packCounts: all counts of a date come back as they were", () => {
  fc.assert(fc.property(fc.array(contribution), (given) => {
    const date = dateOfNumber(today);
    let counts = noBookingCounts;
    for (const each of given) counts = withContribution(counts, each, 1)!;
    assert.deepEqual(unpackCounts(packCounts(counts, date), date), counts);
  }));
});

Deno.test("withContribution: what was added and is taken back leaves the counts as they were", () => {
  fc.assert(fc.property(fc.array(contribution, { minLength: 1 }), contribution, (given, one) => {
    let counts = noBookingCounts;
    for (const each of given) counts = withContribution(counts, each, 1)!;
    assert.deepEqual(withContribution(withContribution(counts, one, 1)!, one, -1), counts);
  }));
});
