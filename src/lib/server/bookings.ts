import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "./app.ts";

/** What a guest asks for, parsed. */
export interface Wish {
  username: string;
  slug: string;
  start: number;
  minutes: number | null;
  guest: {
    name: string;
    email: string;
    note: string;
    zone: string;
    hourCycle: 12 | 24;
    answers: { question: string; answer: string }[];
  };
  /** From the form or the header; belongs to route and event type. */
  key: { route: string; value: string } | null;
  viaWidget: boolean;
}

export interface Requested {
  booking: Booking;
  /** The guest's link secret, for `/booking/{token}`. */
  token: string;
  replayed: boolean;
}

/** Asks for a time: PENDING, or CONFIRMED at once for an instant type over fresh calendars. */
export function request(_app: App, _wish: Wish): Promise<Outcome<Requested>> {
  throw new Error("not built yet");
}

/** The booking behind a link secret, if the link is good for this purpose; `host` is whose link it is, or the first host for a guest's. */
export function findByLink(
  _app: App,
  _token: string,
  _purpose: "guest" | "host",
): Promise<{ booking: Booking; host: Host } | null> {
  throw new Error("not built yet");
}

/** What the host should see before deciding: that day in the host's zone, and what stands in the way now. */
export interface Look {
  agenda: {
    start: number;
    end: number;
    title: string;
    kind: "booking" | "request" | "busy";
    calendar?: string;
  }[];
  conflicts: (Span & { title: string; calendar: string })[];
  /** Names of calendars that could not be asked. */
  unasked: string[];
}

export function lookNow(_app: App, _booking: Booking, _host: Host): Promise<Look> {
  throw new Error("not built yet");
}

export interface Decision {
  /** Who decides; another host's booking is "not-found". */
  hostId: string;
  /** The booking's revision the form showed. */
  revision: number;
  message: string;
  /** The host saw the conflict or the unasked calendar and says yes anyway. */
  anyway: boolean;
}

/** "conflict" and "unreachable" come back once, to be shown; with `anyway` they are set aside. */
export function confirm(
  _app: App,
  _bookingId: string,
  _decision: Decision,
): Promise<Outcome<Booking>> {
  throw new Error("not built yet");
}

export function reject(
  _app: App,
  _bookingId: string,
  _decision: Decision,
): Promise<Outcome<Booking>> {
  throw new Error("not built yet");
}

export function expire(_app: App, _bookingId: string): Promise<Outcome<Booking>> {
  throw new Error("not built yet");
}
