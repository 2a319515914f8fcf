/** What guest and host do to several dates of a series: each date by the verb for one booking. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isLiveBooking, isUpcoming } from "$lib/scheduling/booking.ts";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { movedLike } from "$lib/scheduling/series.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getSeries } from "../store/series.ts";
import { cancel } from "./cancel.ts";
import { confirm, reject } from "./decide.ts";
import { reschedule } from "./reschedule.ts";

/** What became of one date. */
export interface DateOutcome {
  booking: Booking;
  outcome: Outcome<Booking>;
}

/** The dates of a series in their order; none where the booking was made alone. */
export function datesWith(app: App, { series }: Booking): Promise<Booking[]> {
  return series ? getSeries(app.kv, series.id) : Promise.resolve([]);
}

/** Dates whose requests this host has still to decide on. */
export async function undecidedDates(app: App, booking: Booking, hostId: string) {
  const now = app.now();
  return (await datesWith(app, booking)).filter((each) =>
    awaitsHost(each, now) && each.hosts.includes(hostId)
  );
}

/** This date and the later ones that their guest can still cancel. */
export async function cancellableFrom(app: App, booking: Booking): Promise<Booking[]> {
  const now = app.now();
  return (await datesWith(app, booking)).filter((each) =>
    each.start >= booking.start && isLiveBooking(each, now) && isUpcoming(each, now) &&
    each.start > now && !isTooLate(each, "cancel", now)
  );
}

/** How a host decides on several dates: revision and acknowledged conflicts of each, as the form showed them. */
export interface SeriesDecision {
  answer: "confirm" | "reject";
  hostId: string;
  message: string;
  dates: ReadonlyMap<string, { revision: number; acknowledged: readonly string[] | null }>;
}

/** So many calendars are asked at the same time. */
const AT_ONCE = 4;

/** Decides on every date that the form showed; a date with new conflicts stays as it is. */
export async function decideSeries(
  app: App,
  booking: Booking,
  { answer, hostId, message, dates }: SeriesDecision,
): Promise<DateOutcome[]> {
  const shown = (await undecidedDates(app, booking, hostId)).filter(({ id }) => dates.has(id));
  const outcomes: DateOutcome[] = [];
  for (let i = 0; i < shown.length; i += AT_ONCE) {
    const some = shown.slice(i, i + AT_ONCE).map(async (date) => {
      const { revision, acknowledged } = dates.get(date.id)!;
      const decision = {
        hostId,
        revision,
        message,
        force: acknowledged !== null,
        ...(acknowledged ? { acknowledged } : {}),
      };
      const verb = answer === "confirm" ? confirm : reject;
      return { booking: date, outcome: await verb(app, date.id, decision) };
    });
    outcomes.push(...await Promise.all(some));
  }
  return outcomes;
}

/** Cancels a date and all later ones of its series for their guest; dates for which it is too late stay. */
export async function cancelFrom(
  app: App,
  booking: Booking,
  { reason, revision }: { reason: string; revision: number },
): Promise<DateOutcome[]> {
  const outcomes: DateOutcome[] = [];
  for (const date of await cancellableFrom(app, booking)) {
    const shown = date.id === booking.id ? revision : null;
    const by = { actor: "guest" as const };
    const isToldWithOther = outcomes.some(({ outcome }) => outcome.ok);
    const outcome = await cancel(app, date.id, { by, reason, revision: shown, isToldWithOther });
    outcomes.push({ booking: date, outcome });
    // The page is shown again as it is now.
    if (!outcome.ok && date.id === booking.id) break;
  }
  return outcomes;
}

/** This date and the later ones that their guest can still reschedule. */
export async function reschedulableFrom(app: App, booking: Booking): Promise<Booking[]> {
  const now = app.now();
  return (await datesWith(app, booking)).filter((each) =>
    each.start >= booking.start && isLiveBooking(each, now) && each.start > now &&
    !isTooLate(each, "reschedule", now)
  );
}

/**
 * Reschedules a date for its guest, and then every later one by as many days and to the same wall-clock time. A later
 * date whose new time is not free stays; the refusal of the first one changes none.
 */
export async function rescheduleFrom(
  app: App,
  booking: Booking,
  { start, revision, zone }: { start: number; revision: number; zone: string | null },
): Promise<DateOutcome[]> {
  const by = { actor: "guest" as const, ...(zone ? { zone } : {}) };
  const later = (await reschedulableFrom(app, booking)).filter(({ id }) => id !== booking.id);
  const first = await reschedule(app, booking.id, { by, start, revision, key: null });
  const outcomes: DateOutcome[] = [{ booking, outcome: first }];
  if (!first.ok) return outcomes;
  // In the order in which none is in the way of another.
  const ordered = start > booking.start ? later.toReversed() : later;
  for (const date of ordered) {
    const moved = movedLike(date.start, booking.start, start, zone ?? booking.guest.zone);
    const outcome = await reschedule(app, date.id, {
      by,
      start: moved,
      revision: null,
      key: null,
      isToldWithOther: true,
    });
    outcomes.push({ booking: date, outcome });
  }
  return outcomes;
}
