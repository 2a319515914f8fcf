import { type Booking, type Place, uidOf } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Answer } from "$lib/scheduling/questions.ts";
import type { Wish } from "./wish.ts";
import type { Verdict } from "./verdict.ts";

/** How long a time is held for a guest who has to prove their address. */
const PROOF_MS = 30 * 60_000;

/** For how long a time is held for a request, ms. */
export function holdMs(unproved: boolean, ttlMs: number): number {
  return unproved ? Math.min(ttlMs, PROOF_MS) : ttlMs;
}

/** The record of a granted wish, with a copy of all it needs from its event type. */
export function newBooking(
  id: string,
  wish: Wish,
  countedAs: string[],
  answers: Answer[],
  host: Host,
  type: EventType,
  place: Place,
  verdict: Verdict,
  unproved: boolean,
  links: Booking["links"],
  now: number,
  ttlMs: number,
): Booking {
  const confirmed = verdict.status === "CONFIRMED" && !unproved;
  return {
    id,
    uid: uidOf(id),
    sequence: 0,
    revision: 1,
    slot: place.slot ?? id,
    hosts: [host.id],
    type: {
      id: type.id,
      slug: type.slug,
      title: type.title,
      colour: type.colour,
      location: type.location,
      decision: type.decision,
      confirmedMessage: type.confirmedMessage,
      rejectedMessage: type.rejectedMessage,
      cancelNotice: type.cancelNotice,
      moveNotice: type.moveNotice,
      reminders: type.reminders,
      alarm: type.alarm,
    },
    guest: { ...wish.guest, answers, language: "en" },
    start: place.start,
    end: place.end,
    before: place.before ?? type.before,
    after: place.after ?? type.after,
    status: confirmed ? "CONFIRMED" : "PENDING",
    move: null,
    reservedUntil: confirmed ? null : Math.min(now + holdMs(unproved, ttlMs), place.start),
    askedBecause: unproved ? null : verdict.askedBecause,
    ...(unproved ? { unproved } : {}),
    organizer: confirmed ? organizerOf(host) : null,
    message: "",
    countedAs,
    ended: null,
    createdAt: now,
    changedAt: now,
    changedBy: "guest",
    links,
    viaWidget: wish.viaWidget,
    ...(wish.isTest ? { isTest: true } : {}),
  };
}

/** Who invites: the host's address as it is when the first invitation goes out, kept with the booking from then on. */
export function organizerOf(host: Host): Booking["organizer"] {
  return host.email ? { name: host.name, email: host.email } : null;
}
