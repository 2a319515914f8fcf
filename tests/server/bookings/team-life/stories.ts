/** Short rows of steps that lead to rules which single steps seldom come to. */
import fc from "fast-check";
import { type Kind, OWNER, POOL, type Step } from "./steps.ts";

export const nth = fc.oneof({ weight: 2, arbitrary: fc.constant(-1) }, {
  weight: 3,
  arbitrary: fc.nat(7),
});
export const slot = fc.nat(5), place = fc.nat(2), guest = fc.nat(3);
export const host = fc.constantFrom<number>(...POOL);
export const kind = fc.constantFrom<Kind>("visit", "visit", "call", "panel", "panel", "demo");
export const is = <What extends string | number | null>(...what: What[]) =>
  fc.constantFrom(...what);

/** A collective that both of its members confirm, and another time that they decide on: single steps seldom come so far. */
const anAgreedPanel = fc.record({ slot, to: slot, guest, isDeclined: fc.boolean() })
  .map(({ slot, to, guest, isDeclined }): Step[] => [
    { what: "request", kind: "panel", slot, guest },
    { what: "confirm-own", nth: -1, place: 0 },
    { what: "confirm-own", nth: -1, place: 1 },
    { what: "move", nth: -1, slot: to },
    { what: "confirm-own", nth: -1, place: 0 },
    isDeclined
      ? { what: "reject-own", nth: -1, place: 1 }
      : { what: "confirm-own", nth: -1, place: 1 },
  ]);

/** Somebody joins, takes part, and leaves with bookings. */
const aNewMember = fc.record({ slot, guest, bookings: is("hand-over", "cancel") })
  .map(({ slot, guest, bookings }): Step[] => [
    { what: "join", host: 3 },
    { what: "weights", kind: "visit", weights: [1, 1, 0, 10] },
    { what: "request", kind: "visit", slot, guest },
    { what: "leave", host: 3, bookings },
  ]);

/** Requests that are declined, by the next member too; or decided by the owner for their members. */
const aDecision = fc.record({ kind: is("visit", "visit", "panel"), slot, guest })
  .map(({ kind, slot, guest }): Step[] => [
    { what: "request", kind, slot, guest },
    { what: "reject-own", nth: -1, place: 0 },
    { what: "reject-own", nth: -1, place: 0 },
    { what: "request", kind: "visit", slot, guest: 8 },
    { what: "request", kind: "visit", slot, guest: 9 },
    { what: "confirm", nth: -1, host: OWNER },
    { what: "confirm", nth: -2, host: OWNER },
  ]);

/** A place that its owner gives to another, and one that is lost to another time. */
const aTransfer = fc.record({ kind: is("visit", "call", "call"), slot, to: slot, guest })
  .map(({ kind, slot, to, guest }): Step[] => [
    { what: "request", kind, slot, guest },
    { what: "give", nth: -1, place: 0, by: "owner" },
    { what: "request", kind, slot: to, guest },
    { what: "move", nth: -1, slot },
    { what: "give", nth: -1, place: 0, by: "owner" },
  ]);

/** Two members have another meeting where a third one moves their entry. */
const anEntry = fc.record({ slot, to: slot, guest, place })
  .map(({ slot, to, guest, place }): Step[] => [
    { what: "request", kind: "demo", slot, guest },
    { what: "request", kind: "call", slot: to, guest },
    { what: "request", kind: "visit", slot: to, guest },
    { what: "drag", nth: -3, place, slot: to },
    { what: "drag", nth: -1, place, slot },
    { what: "drag", nth: -2, place, slot: 5 - to },
    { what: "delete", nth: -3, place },
  ]);

/** Somebody with bookings of every kind leaves the team or closes their account. */
const aDeparture = fc.record({
  slot,
  to: slot,
  guest,
  host: fc.constantFrom(1, 2),
  isClosed: fc.boolean(),
})
  .map(({ slot, to, guest, host, isClosed }): Step[] => [
    { what: "request", kind: "panel", slot, guest },
    { what: "request", kind: "visit", slot: to, guest: 6 },
    { what: "request", kind: "visit", slot: 5 - to, guest: 7 },
    { what: "request", kind: "call", slot: 5 - slot, guest },
    isClosed ? { what: "close", host } : { what: "leave", host, bookings: "hand-over" },
  ]);

/** A request that nobody decides on. */
const aSilence = fc.record({ slot, guest })
  .map(({ slot, guest }): Step[] => [
    { what: "request", kind: "visit", slot, guest },
    { what: "deadline" },
    { what: "deadline" },
  ]);

/** A booking that its guest moves, and that is cancelled. */
const aMove = fc.record({ kind, slot, to: slot, guest, host: is(OWNER, null) })
  .map(({ kind, slot, to, guest, host }): Step[] => [
    { what: "request", kind, slot, guest },
    { what: "move", nth: -1, slot: to },
    { what: "cancel", nth: -1, host },
  ]);

export const aStory = fc.oneof(
  anAgreedPanel,
  anAgreedPanel,
  aNewMember,
  aDecision,
  aDecision,
  aDecision,
  aTransfer,
  anEntry,
  aDeparture,
  aDeparture,
  aSilence,
  aMove,
  aMove,
  aMove,
);
