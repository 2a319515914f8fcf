/** What the routes of a series share. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { bookingResponse } from "../changes/booking-json.ts";
import type { FoundBooking } from "../changes/booking-links.ts";
import { datesWith, undecidedDates } from "../bookings/change-series.ts";
import { hostBookingsJson } from "../views/host-booking-json.ts";
import * as bookings from "../bookings/index.ts";
import { getBookings } from "../store/bookings.ts";
import { type BookingCall, findOwnBooking } from "./changed-booking.ts";

/** A date of a series that the host may act on; "not-found" for a booking that was made alone. */
export async function findOwnDate(call: BookingCall): Promise<Outcome<Booking, "not-found">> {
  const found = await findOwnBooking(call);
  return found.ok && found.value.booking.series
    ? accepted(found.value.booking)
    : refused("not-found");
}

/** The dates of a series that a host may see. */
export async function hostDates(app: App, host: Host, booking: Booking) {
  const dates = (await datesWith(app, booking)).filter(({ hosts }) => hosts.includes(host.id));
  return { dates: await hostBookingsJson(app, host, dates) };
}

/** A date of a series by its guest's secret; "not-found" for a booking that was made alone. */
export async function findGuestDate(
  app: App,
  token: string,
): Promise<Outcome<FoundBooking, "not-found">> {
  const found = await bookings.findByLink(app, token, "guest");
  return found?.booking.series ? accepted(found) : refused("not-found");
}

/** The dates of a guest's series. */
export async function guestDates(app: App, booking: Booking) {
  return { dates: (await datesWith(app, booking)).map(bookingResponse) };
}

/** A decision on several dates as a program sends it. */
export interface ApiDecision {
  message: string;
  dates?: readonly { id: string; revision: number }[] | undefined;
  acknowledged?: readonly string[];
}

/** Decides on the named dates, or on all that wait for the host; "changed" where one of them does not. */
export async function decideByApi(
  call: BookingCall,
  answer: "confirm" | "reject",
  { message, dates, acknowledged = [] }: ApiDecision,
) {
  const { app, host } = call;
  const found = await findOwnDate(call);
  if (!found.ok) return found;
  const open = await undecidedDates(app, found.value, host.id);
  const asked = dates ?? open;
  const isOpen = asked.every(({ id }) => open.some((date) => date.id === id));
  if (asked.length === 0 || !isOpen) return refused("changed");
  const shown = acknowledged.length > 0 ? acknowledged : null;
  const outcomes = await bookings.decideSeries(app, found.value, {
    answer,
    hostId: host.id,
    message,
    dates: new Map(asked.map(({ id, revision }) => [id, { revision, acknowledged: shown }])),
  });
  return await hostOutcomes(app, host, outcomes);
}

/** What became of each date for its host; a refusal where none was changed. */
export async function hostOutcomes(
  app: App,
  host: Host,
  outcomes: readonly bookings.DateOutcome[],
) {
  const refusal = refusalOfAll(outcomes);
  if (refusal) return refusal;
  const dates = await datesAfter(app, outcomes);
  const json = await hostBookingsJson(app, host, dates);
  return accepted({
    dates: json.map((booking, n) => {
      const { outcome } = outcomes[n]!;
      const { code, acknowledged = [] } = outcome.ok ? { code: null } : outcome.refusal;
      return { booking, refused: code, acknowledged: [...acknowledged] };
    }),
  });
}

/** The same for their guest. */
export async function guestOutcomes(app: App, outcomes: readonly bookings.DateOutcome[]) {
  const refusal = refusalOfAll(outcomes);
  if (refusal) return refusal;
  const dates = await datesAfter(app, outcomes);
  return accepted({
    dates: dates.map((booking, n) => {
      const { outcome } = outcomes[n]!;
      return { ...bookingResponse(booking), refused: outcome.ok ? null : outcome.refusal.code };
    }),
  });
}

function refusalOfAll(outcomes: readonly bookings.DateOutcome[]) {
  const [first] = outcomes;
  if (!first) return refused("changed");
  return outcomes.some(({ outcome }) => outcome.ok) || first.outcome.ok ? null : first.outcome;
}

/** Each date as it is now. */
async function datesAfter(app: App, outcomes: readonly bookings.DateOutcome[]): Promise<Booking[]> {
  const stored = await getBookings(app.kv, outcomes.map(({ booking }) => booking.id));
  return outcomes.map(({ booking, outcome }) =>
    outcome.ok ? outcome.value : stored.find(({ id }) => id === booking.id) ?? booking
  );
}
