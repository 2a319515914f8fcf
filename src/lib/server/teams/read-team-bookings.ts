import type { Booking } from "$lib/scheduling/booking.ts";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { isManager, type TeamMember } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { listBookings } from "../store/bookings.ts";

export const bookingTabs = ["upcoming", "pending", "past", "declined", "cancelled"] as const;
export type BookingTab = typeof bookingTabs[number];

const PAGE_SIZE = 25;
/** The most pages that are read for one page of a member's own. */
const MAX_PAGES_SCANNED = 20;
/** The longest meeting: what began earlier is over. */
const MAX_MEETING_MS = 480 * MINUTE;

/** One page of bookings, and the cursor of the next one. */
export interface BookingPage {
  bookings: Booking[];
  cursor: string | null;
}

/** One page of a team's bookings: all of them for its owners and admins, their own for members. */
export function readTeamBookings(
  app: App,
  { teamId, hostId, role }: TeamMember,
  show: BookingTab,
  cursor: string | null,
): Promise<BookingPage> {
  const isSeen = ({ hosts }: Booking) => isManager(role) || hosts.includes(hostId);
  return readBookings(app, teamId, show, cursor, isSeen);
}

/** One page of the bookings of a host, or of those of a team that are seen. */
export async function readBookings(
  app: App,
  ownerId: string,
  show: BookingTab,
  cursor: string | null,
  isSeen: (booking: Booking) => boolean = () => true,
): Promise<BookingPage> {
  const now = app.now(), bookings: Booking[] = [];
  let next = cursor;
  for (let page = 0; page < MAX_PAGES_SCANNED; page++) {
    const found = await listBookings(app.kv, ownerId, lists[show], {
      limit: PAGE_SIZE,
      cursor: next,
      ...range(show, now),
    });
    bookings.push(...found.bookings.filter((each) => isSeen(each) && isShown(each, show, now)));
    next = found.cursor;
    if (next === null || bookings.length >= PAGE_SIZE) break;
  }
  return { bookings, cursor: next };
}

const lists = {
  upcoming: "confirmed",
  pending: "pending",
  past: "confirmed",
  declined: "declined",
  cancelled: "cancelled",
} as const;

function range(show: BookingTab, now: number) {
  if (show === "upcoming") return { from: now - MAX_MEETING_MS };
  if (show === "past") return { before: now, latestFirst: true };
  return show === "pending" ? {} : { latestFirst: true };
}

/** An expired request is not pending, one with an unverified address not yet; a meeting is past once it is over. */
function isShown(booking: Booking, show: BookingTab, now: number): boolean {
  if (show === "pending") return awaitsHost(booking, now);
  if (show === "upcoming") return booking.end > now;
  return show !== "past" || booking.end <= now;
}
