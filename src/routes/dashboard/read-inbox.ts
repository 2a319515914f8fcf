import {
  type BookingList,
  bookingLists,
  isCancelledByGuest,
  listOf,
  publishedStatuses,
  type Status,
} from "$lib/scheduling/booking-state.ts";
import { awaitsDecisionOf, type Booking } from "$lib/scheduling/booking.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import { listBookings } from "$lib/server/store/bookings.ts";
import { listRescheduleRequests } from "$lib/server/store/reschedule-requests.ts";

const tabs = ["now", "pending", "upcoming", "past", "declined", "cancelled"] as const;
export type Tab = typeof tabs[number];

/** The longest meeting: what began earlier is over. */
export const MAX_MEETING_MS = 480 * MINUTE;
const INBOX_PAGE_SIZE = 25;
/** The most pages that are read for one page of an event type. */
const MAX_PAGES_SCANNED = 20;
const MAX_FOUND = 50;
/** After this many test bookings the first steps are not shown. */
const MAX_TEST_BOOKINGS = 5;

export interface Inbox {
  /** Pending reschedule requests, then pending requests, the nearest meeting first. */
  pending: Booking[];
  pendingCursor: string | null;
  /** Everything else of the chosen kind. */
  others: Booking[];
  cursor: string | null;
}

/** One page of a host's inbox; an expired request is not pending, even before its job has run. */
export async function readInbox(
  kv: Deno.Kv,
  hostId: string,
  show: Tab,
  now: number,
  cursor: string | null,
  typeId: string | null = null,
): Promise<Inbox> {
  const ofType = (booking: Booking) => typeId === null || booking.type.id === typeId;
  const inbox: Inbox = { pending: [], pendingCursor: null, others: [], cursor: null };
  if (show === "now" || show === "pending") {
    const isWanted = (booking: Booking) =>
      awaitsDecisionOf(booking, hostId, now) && ofType(booking);
    const from = show === "pending" ? cursor : null;
    const requests = await listPending(kv, hostId, {
      limit: INBOX_PAGE_SIZE,
      most: INBOX_PAGE_SIZE,
      from,
    }, isWanted);
    const reschedules = cursor === null
      ? await listRescheduleRequests(kv, hostId, now, INBOX_PAGE_SIZE)
      : [];
    inbox.pending = [...reschedules.filter(isWanted), ...requests.bookings];
    inbox.pendingCursor = requests.cursor;
  }
  if (show !== "pending") {
    let next = cursor;
    for (let page = 0; page < MAX_PAGES_SCANNED; page++) {
      const found = await listOthers(kv, hostId, show, now, next);
      inbox.others.push(...found.bookings.filter(ofType));
      inbox.cursor = next = found.cursor;
      if (typeId === null || next === null || inbox.others.length >= INBOX_PAGE_SIZE) break;
    }
  }
  return inbox;
}

/** A page of matching requests; unverified ones are skipped and must not hide them. */
async function listPending(
  kv: Deno.Kv,
  hostId: string,
  { limit, most, from }: { limit: number; most: number; from: string | null },
  isWanted: (booking: Booking) => boolean,
): Promise<{ bookings: Booking[]; cursor: string | null }> {
  const bookings: Booking[] = [];
  let cursor = from;
  for (let page = 0; page < MAX_PAGES_SCANNED; page++) {
    const found = await listBookings(kv, hostId, "pending", { limit, cursor });
    bookings.push(...found.bookings.filter(isWanted));
    cursor = found.cursor;
    if (cursor === null || bookings.length >= most) break;
  }
  return { bookings, cursor };
}

/** The tab of a list when there is no search text. */
const tabOfList: Record<BookingList, Tab> = {
  pending: "pending",
  confirmed: "upcoming",
  declined: "declined",
  cancelled: "cancelled",
};

/** What an address asks for: tab, text, event type and status; an empty or unknown one means all. */
export function searchFrom(
  query: URLSearchParams,
) {
  const q = (query.get("q") ?? "").trim().slice(0, 100);
  const status = Object.values(publishedStatuses).find((each) => each === query.get("status")) ??
    null;
  const requested = tabs.find((each) => each === query.get("show")) ?? "now";
  return {
    show: status && !q ? tabOfList[listOf(status)] : requested,
    sought: { q, type: query.get("type") || null, status },
  };
}

/** The result of a search. */
export async function searchInbox(
  kv: Deno.Kv,
  hostId: string,
  text: string,
  typeId: string | null,
  status: Status | null,
): Promise<Inbox & { more: boolean }> {
  const { bookings, more } = await searchBookings(kv, hostId, { text, typeId, status }, MAX_FOUND);
  return { pending: [], pendingCursor: null, others: bookings, cursor: null, more };
}

async function listOthers(
  kv: Deno.Kv,
  hostId: string,
  show: Exclude<Tab, "pending">,
  now: number,
  cursor: string | null,
) {
  if (show === "declined" || show === "cancelled") {
    return await listBookings(kv, hostId, show, {
      limit: INBOX_PAGE_SIZE,
      latestFirst: true,
      cursor,
    });
  }
  const found = show === "past"
    ? await listBookings(kv, hostId, "confirmed", {
      limit: INBOX_PAGE_SIZE,
      latestFirst: true,
      before: now,
      cursor,
    })
    : await listBookings(kv, hostId, "confirmed", {
      limit: INBOX_PAGE_SIZE,
      from: now - MAX_MEETING_MS,
      cursor: show === "now" ? null : cursor,
    });
  const over = (booking: Booking) => booking.end <= now;
  return {
    bookings: found.bookings.filter((booking) => over(booking) === (show === "past")),
    cursor: found.cursor,
  };
}

/** How long the overview says that a guest cancelled. */
const TOLD_MS = 3 * DAY;

/** Meetings and requests ahead that their guests gave up in the last days, the latest first. */
export async function readCancelledByGuests(
  kv: Deno.Kv,
  hostId: string,
  now: number,
): Promise<Booking[]> {
  const page = { limit: INBOX_PAGE_SIZE, from: now };
  const { bookings } = await listBookings(kv, hostId, "cancelled", page);
  return bookings
    .filter((booking) => isCancelledByGuest(booking) && booking.changedAt > now - TOLD_MS)
    .sort((a, b) => b.changedAt - a.changedAt);
}

/** The pending requests and reschedule requests of a host, up to 100 of each. */
export async function readWaiting(kv: Deno.Kv, hostId: string, now: number): Promise<Booking[]> {
  const isWanted = (booking: Booking) => awaitsDecisionOf(booking, hostId, now);
  const page = { limit: 100, most: 100, from: null };
  const { bookings } = await listPending(kv, hostId, page, isWanted);
  const reschedules = await listRescheduleRequests(kv, hostId, now, 100);
  return [...reschedules.filter(isWanted), ...bookings];
}

/** The number of pending requests and reschedule requests of a host; counts up to 100 of each. */
export async function countWaiting(kv: Deno.Kv, hostId: string, now: number): Promise<number> {
  return (await readWaiting(kv, hostId, now)).length;
}

/** Whether the first steps are still shown: until they are hidden, or a guest has requested a time. */
export async function isNewcomer(
  kv: Deno.Kv,
  host: Pick<Host, "id" | "firstSteps">,
): Promise<boolean> {
  return !host.firstSteps.dismissed && !await hasBookings(kv, host.id);
}

/** Whether the host has ever had a booking that is not a test booking. */
export async function hasBookings(kv: Deno.Kv, hostId: string): Promise<boolean> {
  for (const list of bookingLists) {
    const { bookings } = await listBookings(kv, hostId, list, { limit: MAX_TEST_BOOKINGS });
    if (bookings.some(({ isTest }) => !isTest) || bookings.length === MAX_TEST_BOOKINGS) {
      return true;
    }
  }
  return false;
}
