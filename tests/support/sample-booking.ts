import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { type Host, newHostDefaults } from "$lib/scheduling/host.ts";
import type { EmailContext } from "$lib/server/email/messages/registry.ts";
import { type EventType, parseEventTypeInput } from "$lib/scheduling/event-type.ts";

export const noon = Date.UTC(2026, 10, 24, 12);

/** Ada of Berlin. */
export function ada(change: Partial<Host> = {}): Host {
  return {
    ...newHostDefaults,
    id: "h_ada_0000000000000000",
    username: "ada",
    name: "Ada Lovelace",
    email: "ada@example.org",
    emailVerified: true,
    zone: "Europe/Berlin",
    onboarded: true,
    createdAt: noon - 30 * DAY,
    ...change,
  };
}

/** Tilda of New York asks Ada for half an hour, two days ahead of `noon`. */
export function pendingBooking(change: Partial<Booking> = {}): Booking {
  const start = noon + 49 * HOUR;
  return {
    id: "bBbBbBbBbBbBbBbBbBbBbB",
    uid: "bBbBbBbBbBbBbBbBbBbBbB@booking.invito",
    sequence: 0,
    revision: 1,
    slot: "bBbBbBbBbBbBbBbBbBbBbB",
    hosts: [ada().id],
    team: null,
    type: {
      id: "t1",
      slug: "intro-call",
      title: "Intro call",
      colour: "blue",
      location: { kind: "link", value: "https://meet.example.org/ada" },
      decision: "approval",
      confirmedMessage: "Please have your plans at hand.",
      rejectedMessage: "Write me a line and we will find something.",
      cancellationNotice: 0,
      rescheduleNotice: 0,
      allowExtraGuests: false,
      reminders: [],
      alarm: null,
    },
    guest: {
      name: "Tilda Swan",
      email: "tilda@example.net",
      note: "It is about the mill.\nAnd about <b>the river</b>.",
      zone: "America/New_York",
      language: "en",
      hourCycle: 12,
      answers: [{ slug: "found-by", question: "How did you find me?", answer: "By word of mouth" }],
      tracking: { utm: {}, metadata: {} },
    },
    extraGuests: [],
    mayInvite: true,
    start,
    end: start + 30 * MINUTE,
    bufferBefore: 0,
    bufferAfter: 0,
    status: "PENDING",
    rescheduleRequest: null,
    reservedUntil: noon + DAY,
    approvalReason: null,
    organizer: null,
    message: "",
    endReason: null,
    createdAt: noon,
    changedAt: noon,
    changedBy: "guest",
    links: { guest: "sealed-guest", hosts: { [ada().id]: "sealed-host" } },
    decidedAt: null,
    moves: 0,
    viaWidget: false,
    source: "page",
    proposed: [],
    emailUnverified: false,
    verification: { link: 1, sent: 0, sentAt: 0 },
    limitKeys: [],
    noShowAt: null,
    isTest: false,
    guestErasedAt: null,
    privateLinkHash: null,
    ...change,
  };
}

/** The same, with Ada's yes. */
export function confirmedBooking(change: Partial<Booking> = {}): Booking {
  return pendingBooking({
    status: "CONFIRMED",
    reservedUntil: null,
    revision: 2,
    changedAt: noon + HOUR,
    changedBy: "host",
    organizer: { name: "Ada Lovelace", email: "ada@example.org" },
    ...change,
  });
}

/** What an email about a booking of Ada's is written from. */
export function emailFactsOf(
  kind: EmailContext["kind"],
  to: EmailContext["to"],
  booking: Booking,
  host: Host = ada(),
): EmailContext {
  const link = (end: string) => `https://meet.example.org/booking/${end}`;
  const guest = to === "guest" ? link("guestsecret".padEnd(43, "0")) : "";
  const hosts = (end: string) => to === "host" ? link("hostsecret".padEnd(43, "0") + end) : "";
  return {
    kind,
    to,
    booking,
    host,
    hosts: [host],
    withdrawn: [],
    links: {
      guest,
      confirm: hosts("/confirm"),
      reject: hosts("/reject"),
      page: "https://meet.example.org/calendar/ada/intro-call",
      verify: kind === "verify-email-address" ? "https://meet.example.org/verify-email/secret" : "",
      inbox: `https://meet.example.org/dashboard/bookings/${booking.id}`,
    },
    requestedAt: noon,
    sequence: booking.sequence,
    sender: {
      from: { name: "Invito", address: "invito@meet.example.org" },
      domain: "meet.example.org",
      legal: { privacy: null, imprint: null },
    },
  };
}

/** Ada's intro call of half an hour, with the defaults of a new event type. */
export function sampleEventType(change: Partial<EventType> = {}): EventType {
  return {
    ...parseEventTypeInput({ title: "Intro call", slug: "intro-call", durations: [30] }),
    id: "t1",
    ownerId: "h_ada_0000000000000000",
    team: null,
    scheduleId: "s1",
    order: 0,
    reminders: [],
    alarm: null,
    revision: 1,
    createdAt: 0,
    ...change,
  };
}
