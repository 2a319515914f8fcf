import assert from "node:assert/strict";
import v8 from "node:v8";
import type { Booking } from "$lib/scheduling/booking.ts";
import { webhookKindOf } from "$lib/scheduling/webhook-event.ts";
import { bookingFacts, MAX_FACTS_BYTES, storedSize } from "$lib/scheduling/booking-facts.ts";
import { fullText } from "../support/largest-values.ts";
import { confirmedBooking, noon } from "../support/sample-booking.ts";

/** A booking with every text at its limit, and a message of the longest. */
function largest(fill: (length: number) => string): Booking {
  const booking = confirmedBooking(), { guest } = booking;
  const answers = Array.from({ length: 20 }, (_, i) => ({
    slug: `${"q".repeat(38)}${i}`.slice(-40),
    question: fill(125),
    answer: fill(1000),
  }));
  const location = { kind: "custom" as const, value: fill(300) };
  return {
    ...booking,
    message: fill(2000),
    type: { ...booking.type, title: fill(80), location },
    guest: { ...guest, name: fill(120), note: fill(2000), answers },
  };
}

Deno.test("facts: with every field at its limit, in emoji and Cyrillic, they fit into one record", () => {
  for (const fill of [fullText, (n: number) => "Ж".repeat(n), (n: number) => "😀".repeat(n / 2)]) {
    const facts = bookingFacts(largest(fill), { was: null, hosts: [], now: noon });
    assert(storedSize(facts) <= MAX_FACTS_BYTES);
    assert(v8.serialize(facts).length <= MAX_FACTS_BYTES);
    assert(facts.omitted.every((name) => name.startsWith("guest.answers.")), `${facts.omitted}`);
    assert.equal(facts.guest.note, largest(fill).guest.note);
  }
  const plain = bookingFacts(largest((n) => "a".repeat(n)), { was: null, hosts: [], now: noon });
  assert.deepEqual(plain.omitted, []);
});

Deno.test("facts: the estimate of what is stored is never too low", () => {
  for (const value of ["a".repeat(99), "é".repeat(99), "Ж😀", 7, null, { a: [1, "b"], c: true }]) {
    assert(storedSize(value) >= v8.serialize(value).length - 4, JSON.stringify(value));
  }
});

Deno.test("kinds: nothing is told while the guest's address is unverified", () => {
  assert.equal(webhookKindOf("confirmed", confirmedBooking()), "booking.confirmed");
  assert.equal(webhookKindOf("withdrawn", confirmedBooking()), "booking.cancelled");
  assert.equal(webhookKindOf("no-show-undone", confirmedBooking()), null);
  assert.equal(webhookKindOf("expired", confirmedBooking({ emailUnverified: true })), null);
});
