import { type Booking, completePlacement, pendingReschedule } from "$lib/scheduling/booking.ts";
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Hold, isLive, withBuffers } from "$lib/scheduling/holds.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, readPresent } from "../availability/snapshots.ts";
import { getBookings } from "../store/bookings.ts";
import { askEach, type CalendarAnswer } from "../availability/ask-calendars.ts";
import { busyOf, findConflicts, fingerprintsOf, redactedFor } from "./conflicts.ts";

/** What a host sees before deciding: the agenda of that day in the host's zone, and the conflicts at that time. */
export interface ConflictCheck {
  agenda: {
    start: number;
    end: number;
    title: string;
    kind: "booking" | "request" | "busy";
    /** The calendar that a busy time comes from. */
    calendar?: string;
    /** The booking that is being decided. */
    own?: boolean;
  }[];
  conflicts: (Span & { title: string; calendar: string })[];
  /** Names of calendars that did not answer; their busy times of the last sync are used. */
  unreachable: string[];
  /** What the calendars of the deciding host have just answered; missing where they are not one of its hosts. */
  answer: CalendarAnswer | undefined;
  /** Of the conflicts and unreachable calendars, for the form to send back. */
  fingerprints: string[];
}

/** The bookings of a shared slot as one entry of the agenda. */
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

/** Up to three names, or two and "+n". */
function guestNames(seats: readonly Booking[]): string[] {
  const names = seats.map(({ guest }) => guest.name);
  return names.length <= 3 ? names : [...names.slice(0, 2), `+${names.length - 2}`];
}

const CALENDAR_TIMEOUT_MS = 4_000;

/** The time that a host decides on: that of the reschedule request, or the booking's own. */
export function timeToDecide(booking: Booking, now: number) {
  return completePlacement(booking, pendingReschedule(booking, now) ?? booking);
}

/** Asks the calendars of each of its hosts about the day of the time to decide, in the zone of the deciding host. */
export async function askCalendarsForDay(app: App, booking: Booking, { zone }: Pick<Host, "zone">) {
  const placement = timeToDecide(booking, app.now());
  const day = daySpan(dateAt(placement.start, zone), zone);
  const time = withBuffers(placement);
  const window = { start: Math.min(day.start, time.start), end: Math.max(day.end, time.end) };
  return { window, answers: await askEach(app, booking.hosts, window, CALENDAR_TIMEOUT_MS) };
}

/** Asks the calendars of each host about the time to decide. The agenda is the deciding host's; of other hosts only conflicts are included. */
export async function checkConflicts(
  app: App,
  booking: Booking,
  host: Host,
): Promise<ConflictCheck> {
  const { window, answers } = await askCalendarsForDay(app, booking, host);
  const snapshots = await readPresent(app, booking.hosts, { times: [window] });
  const now = app.now();
  const found = findConflicts(snapshots, answers, withBuffers(timeToDecide(booking, now)), now);
  const own = snapshots.find((snapshot) => snapshot.host.id === host.id);
  return {
    answer: answers.get(host.id),
    agenda: own ? await agendaOf(app, own, answers.get(host.id), window, booking) : [],
    conflicts: redactedFor(host.id, snapshots, found.conflicts),
    unreachable: redactedFor(host.id, snapshots, found.unreachable).map(({ calendar }) => calendar),
    fingerprints: Object.values(await fingerprintsOf(found)).flat(),
  };
}

async function agendaOf(
  app: App,
  snapshot: HostSnapshot,
  answer: CalendarAnswer | undefined,
  window: Span,
  booking: Booking,
): Promise<ConflictCheck["agenda"]> {
  const now = app.now();
  const { start } = timeToDecide(booking, now);
  const holds = snapshot.holds.filter((hold) =>
    isLive(hold, now) && overlaps(withBuffers(hold), window)
  );
  const busy = busyOf(snapshot, answer, now).filter((each) => overlaps(each, window));
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
  return agenda.sort((a, b) => a.start - b.start || a.end - b.end);
}
