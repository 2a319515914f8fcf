import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { listBookings, listMoves } from "$lib/server/store/bookings.ts";

export const shows = ["now", "pending", "upcoming", "past", "declined", "cancelled"] as const;
export type Show = typeof shows[number];

/** No meeting is longer, so what began before this is over. */
const LONGEST = 480 * 60_000;
const PAGE = 25;

export interface Inbox {
  /** Live requests, the nearest meeting first; before them the moves that wait. */
  pending: Booking[];
  pendingCursor: string | null;
  /** Everything else of the chosen kind. */
  others: Booking[];
  cursor: string | null;
}

/** One page of a host's inbox; a request that has run out no longer waits, even before it is ended in the store. */
export async function readInbox(
  kv: Deno.Kv,
  hostId: string,
  show: Show,
  now: number,
  cursor: string | null,
): Promise<Inbox> {
  const inbox: Inbox = { pending: [], pendingCursor: null, others: [], cursor: null };
  if (show === "now" || show === "pending") {
    const page = { limit: PAGE, cursor: show === "pending" ? cursor : null };
    const found = await listBookings(kv, hostId, "PENDING", page);
    inbox.pending = [
      ...cursor === null ? await listMoves(kv, hostId, now, PAGE) : [],
      ...found.bookings.filter((booking) => isLiveBooking(booking, now)),
    ];
    inbox.pendingCursor = found.cursor;
  }
  if (show !== "pending") {
    const found = await listOthers(kv, hostId, show, now, cursor);
    inbox.others = found.bookings;
    inbox.cursor = found.cursor;
  }
  return inbox;
}

async function listOthers(
  kv: Deno.Kv,
  hostId: string,
  show: Exclude<Show, "pending">,
  now: number,
  cursor: string | null,
) {
  if (show === "declined" || show === "cancelled") {
    const status = show === "declined" ? "REJECTED" : "CANCELLED";
    return await listBookings(kv, hostId, status, { limit: PAGE, latestFirst: true, cursor });
  }
  const found = show === "past"
    ? await listBookings(kv, hostId, "CONFIRMED", {
      limit: PAGE,
      latestFirst: true,
      before: now,
      cursor,
    })
    : await listBookings(kv, hostId, "CONFIRMED", {
      limit: PAGE,
      from: now - LONGEST,
      cursor: show === "now" ? null : cursor,
    });
  const over = (booking: Booking) => booking.end <= now;
  return {
    bookings: found.bookings.filter((booking) => over(booking) === (show === "past")),
    cursor: found.cursor,
  };
}

/** How many requests and moves wait for the host now; 100 and more stand for many. */
export async function countWaiting(kv: Deno.Kv, hostId: string, now: number): Promise<number> {
  const { bookings } = await listBookings(kv, hostId, "PENDING", { limit: 100 });
  const moves = await listMoves(kv, hostId, now, 100);
  return moves.length + bookings.filter((booking) => isLiveBooking(booking, now)).length;
}

/** Whether anybody has ever asked this host for a time. */
export async function everBooked(kv: Deno.Kv, hostId: string): Promise<boolean> {
  for (const status of ["PENDING", "CONFIRMED", "REJECTED", "CANCELLED"] as const) {
    if ((await listBookings(kv, hostId, status, { limit: 1 })).bookings.length) return true;
  }
  return false;
}
