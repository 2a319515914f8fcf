import { type Booking, pendingReschedule } from "$lib/scheduling/booking.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { busyOutsideHolds, type Hold, isLive, withBuffers } from "$lib/scheduling/holds.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getBookings } from "../store/bookings.ts";
import { readBusy } from "../store/busy.ts";
import { getGuard } from "../store/guard.ts";
import { listHolds } from "../store/ledger.ts";
import { askCalendars } from "../availability/ask-calendars.ts";

/** What the host should see before deciding: that day in the host's zone, and what stands in the way now. */
export interface ConflictCheck {
  agenda: {
    start: number;
    end: number;
    title: string;
    kind: "booking" | "request" | "busy";
    /** Where a busy time comes from. */
    calendar?: string;
    /** The booking that is being decided. */
    own?: boolean;
  }[];
  conflicts: (Span & { title: string; calendar: string })[];
  /** Names of calendars that could not be asked; what was last known of them still counts. */
  unreachable: string[];
}

/** Guests who share a slot are one line. */
function sharedAgendaEntry(hold: Hold, bookings: readonly Booking[], decided: Booking) {
  const { start, end, expiresAt } = hold;
  const seats = bookings.filter(({ id }) => hold.bookingIds.includes(id));
  return {
    start,
    end,
    title: [...guestNames(seats), seats[0]?.type.title].join(" · "),
    kind: expiresAt === null ? "booking" as const : "request" as const,
    own: hold.bookingIds.includes(decided.id),
  };
}

/** The first of them, and how many more there are. */
function guestNames(seats: readonly Booking[]): string[] {
  const names = seats.map(({ guest }) => guest.name);
  return names.length <= 3 ? names : [...names.slice(0, 2), `+${names.length - 2}`];
}

const CALENDAR_TIMEOUT_MS = 4_000;

/** Asks the host's calendars, now, about the day that is to be decided: the booking's, or the one that its guest asks to move to. */
export async function checkNow(app: App, booking: Booking, host: Host): Promise<ConflictCheck> {
  const now = app.now();
  const wish = pendingReschedule(booking, now);
  const { start } = wish ?? booking;
  const day = daySpan(dateAt(start, host.zone), host.zone);
  const time = withBuffers({ ...booking, ...wish });
  const window = { start: Math.min(day.start, time.start), end: Math.max(day.end, time.end) };

  await app.checkLedger(host.id);
  const asked = await askCalendars(app, host, window, CALENDAR_TIMEOUT_MS);
  const { guard } = await getGuard(app.kv, host.id);
  const holds = (await listHolds(app.kv, host.id, window)).filter((hold) => isLive(hold, now));
  const known = asked.unreachable.length > 0 ? await readBusy(app.kv, host.id, guard, window) : [];

  const busy = [
    ...asked.busy.flatMap((each) =>
      busyOutsideHolds([each], holds, now).map((span) => ({
        ...span,
        title: each.title,
        calendar: each.calendar,
      }))
    ),
    ...busyOutsideHolds(known, holds, now).map((span) => ({ ...span, title: "", calendar: "" })),
  ];
  const bookings = await getBookings(app.kv, [
    ...new Set(holds.flatMap((hold) => hold.bookingIds)),
  ]);
  const agenda: ConflictCheck["agenda"] = [
    ...busy.map((each) => ({ ...each, kind: "busy" as const })),
    ...holds.flatMap((hold) =>
      hold.seatDeadlines
        ? [sharedAgendaEntry(hold, bookings, booking)]
        : bookings.filter(({ id }) => hold.bookingIds.includes(id)).map((each) => ({
          start: hold.start,
          end: hold.end,
          title: `${each.guest.name} · ${each.type.title}`,
          kind: hold.expiresAt === null ? "booking" as const : "request" as const,
          own: each.id === booking.id && hold.start === start,
        }))
    ),
  ];
  return {
    agenda: agenda.sort((a, b) => a.start - b.start || a.end - b.end),
    conflicts: busy.filter((each) => overlaps(each, time)),
    unreachable: asked.unreachable,
  };
}
