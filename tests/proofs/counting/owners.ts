import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { ada, pendingBooking } from "../../support/sample-booking.ts";

/** Whose pages are visited and booked, in zones where a date begins at three instants of a day. */
export const owners: Host[] = ["Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"]
  .map((zone, n) => ada({ id: `host-${n}`, username: `host-${n}`, zone }));

export const typeIds = ["talk", "call", "visit"];
export const steps = ["view", "day", "time", "form"] as const;

const HOUR = 3_600_000, DAY = 24 * HOUR;

/** A new booking of an owner, requested on some day of a year. */
export function newBooking(id: string, owner: Host, below: (n: number) => number): Booking {
  const createdAt = Date.UTC(2026, 0, 1) + below(365 * 24) * HOUR;
  const start = createdAt + below(40 * 24) * HOUR, was = pendingBooking();
  const type = { ...was.type, id: typeIds[below(typeIds.length)]! };
  const source = (["page", "widget", "api", "agent", "host", "private-link"] as const)[below(6)]!;
  return pendingBooking({
    id,
    hosts: [owner.id],
    type,
    source,
    createdAt,
    changedAt: createdAt,
    start,
    end: start + HOUR / 2,
    emailUnverified: below(5) === 0,
  });
}

/** What may happen to a booking next. */
export function nextChange(was: Booking, below: (n: number) => number): Booking {
  const changes: Partial<Booking>[] = [
    { status: "CONFIRMED", emailUnverified: false, decidedAt: was.createdAt + below(100) * HOUR },
    { status: "REJECTED", decidedAt: was.createdAt + below(100) * HOUR },
    { status: "CANCELLED", endReason: "expired", changedBy: "time" },
    { status: "CANCELLED", endReason: "withdrawn", changedBy: "guest" },
    { status: "CANCELLED", endReason: "cancelled", changedBy: "guest" },
    { status: "CANCELLED", endReason: "cancelled", changedBy: "host" },
    { start: was.start + DAY, end: was.end + DAY, moves: was.moves + 1 },
    { status: "CONFIRMED", noShowAt: was.end },
    { status: "CONFIRMED", noShowAt: null },
  ];
  return { ...was, ...changes[below(changes.length)], revision: was.revision + 1 };
}
