/** What agents do to several dates of a series, and what they are told. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import { format, plural, type PluralForms } from "$lib/i18n/format.ts";
import * as bookings from "../bookings/index.ts";
import { undecidedDates } from "../bookings/change-series.ts";
import type { DecisionRefusal } from "../bookings/decide.ts";
import { getBooking } from "../store/bookings.ts";
import { bookingFacts, told, untrustedOf } from "./booking-facts.ts";
import { words } from "./fields.ts";
import type { Caller, ToolAnswer } from "./tool.ts";

/** A date of a series of the host's own; null for any other booking. */
export async function findDate({ app, host }: Caller, bookingId: string): Promise<Booking | null> {
  const booking = await getBooking(app.kv, bookingId);
  return booking?.series && booking.hosts.includes(host.id) ? booking : null;
}

/** What became of each date; a refusal where none was changed. */
export function seriesAnswer<Code extends RefusalCode>(
  { app, host }: Caller,
  text: PluralForms,
  outcomes: readonly bookings.DateOutcome<Code>[],
): Outcome<ToolAnswer, Code | "changed"> {
  const changed = outcomes.flatMap(({ outcome }) => outcome.ok ? [outcome.value] : []);
  const [first] = outcomes;
  if (!first) return refused("changed");
  if (changed.length === 0 && !first.outcome.ok) return first.outcome;
  const left = outcomes.length - changed.length;
  const kept = left > 0 ? ` ${plural(words.datesLeft, left, "en")}` : "";
  const done = format(plural(text, changed.length, "en"), { told: told(app) });
  return accepted({
    text: `${done}${kept}`,
    data: {
      dates: outcomes.map(({ booking, outcome }) => ({
        ...bookingFacts(outcome.ok ? outcome.value : booking, host, app.now()),
        refused: outcome.ok ? null : outcome.refusal.code,
        ...(outcome.ok ? {} : { acknowledged: outcome.refusal.acknowledged ?? [] }),
      })),
    },
    untrusted: untrustedOf(first.booking),
  });
}

/** Decides on a date and on others of its series; "changed" where one of them does not wait for the host. */
export async function decideDates(
  caller: Caller,
  answer: "confirm" | "reject",
  text: PluralForms,
  { bookingId, revision, message, otherDates, acknowledged }: {
    bookingId: string;
    revision: number;
    message: string;
    otherDates: readonly { bookingId: string; revision: number }[];
    acknowledged: readonly string[];
  },
): Promise<Outcome<ToolAnswer, DecisionRefusal>> {
  const { app, host } = caller;
  const date = await findDate(caller, bookingId);
  if (!date) return refused("not-found");
  const asked = [{ bookingId, revision }, ...otherDates];
  const open = await undecidedDates(app, date, host.id);
  if (!asked.every(({ bookingId }) => open.some(({ id }) => id === bookingId))) {
    return refused("changed");
  }
  const shown = acknowledged.length > 0 ? acknowledged : null;
  const outcomes = await bookings.decideSeries(app, date, {
    answer,
    hostId: host.id,
    message,
    dates: new Map(
      asked.map(({ bookingId, revision }) => [bookingId, { revision, acknowledged: shown }]),
    ),
  });
  return seriesAnswer(caller, text, outcomes);
}
