import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatTime } from "$lib/i18n/date-time.ts";
import { plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { JoinView } from "$lib/components/join-view.ts";
import { joinView } from "$lib/server/views/join-view.ts";
import { listBookings } from "$lib/server/store/bookings.ts";
import { localeOf } from "./booking-rows.ts";
import { MAX_MEETING_MS } from "./read-inbox.ts";

/** A meeting is shown to be joined so long before its start. */
const SOON_MS = 10 * MINUTE;
/** What begins until a page has reloaded its data is sent along. */
const AHEAD_MS = 5 * MINUTE;
const PAGE_SIZE = 25, MAX_PAGES = 20;

/** A meeting with a link or a number, which is about to start or goes on; instants are epoch ms. */
export interface SoonMeeting {
  /** The booking, the first of those who share a slot. */
  id: string;
  /** Since when it is shown. */
  from: number;
  start: number;
  end: number;
  /** The guest, or how many there are. */
  who: string;
  /** When it is and what, "10:00–10:30 · Intro". */
  details: string;
  colour: string;
  join: JoinView;
}

/** What a host can join about now, the earliest first. */
export async function readSoon(kv: Deno.Kv, host: Host, now: number): Promise<SoonMeeting[]> {
  const until = now + SOON_MS + AHEAD_MS;
  const groups = new Map<string, [Booking, ...Booking[]]>();
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await listBookings(kv, host.id, "confirmed", {
      limit: PAGE_SIZE,
      from: now - MAX_MEETING_MS,
      cursor,
    });
    for (const booking of found.bookings.filter((each) => each.start < until && each.end > now)) {
      const join = joinView(booking, host, now);
      if (!join) continue;
      // Those who share a slot share its link, but each has a number.
      const key = isSeat(booking) && !join.isCall ? booking.slot : booking.id;
      groups.set(key, [...groups.get(key) ?? [], booking] as [Booking, ...Booking[]]);
    }
    cursor = found.cursor;
    if (cursor === null || (found.bookings.at(-1)?.start ?? 0) >= until) break;
  }
  return [...groups.values()].map((bookings) => soonMeeting(bookings, host, now));
}

function soonMeeting(bookings: [Booking, ...Booking[]], host: Host, now: number): SoonMeeting {
  const reader = localeOf(host);
  const [{ id, start, end, guest, type }] = bookings;
  const { guests } = messages(host.language).dashboard.inbox;
  return {
    id,
    from: start - SOON_MS,
    start,
    end,
    who: bookings.length === 1 ? guest.name : plural(guests, bookings.length, host.language),
    details: `${formatTime(start, reader)}–${formatTime(end, reader)} · ${type.title}`,
    colour: type.colour,
    join: joinView(bookings[0], host, now)!,
  };
}
