import { type CountedBookings, shareOf, sum } from "./choice.ts";

/** What becomes of requests; each is one of these. */
export const requestOutcomes = [
  "confirmed",
  "pending",
  "declined",
  "expired",
  "withdrawn",
] as const;
/** What happens to confirmed bookings afterwards. */
export const bookingOutcomes = [
  "cancelledByGuest",
  "cancelledByHost",
  "rescheduled",
  "noShow",
] as const;
export type RequestOutcome = typeof requestOutcomes[number];
export type Outcome = RequestOutcome | typeof bookingOutcomes[number];

/** How many of the requests, or of the confirmed bookings, had an outcome. */
export interface OutcomeRow {
  outcome: Outcome;
  count: number;
  of: "requested" | "confirmed";
  /** 0 to 1; null where there are none. */
  share: number | null;
}

/** What has become of requests. */
export function outcomesOf(bookings: CountedBookings): OutcomeRow[] {
  const all = (of: Exclude<Outcome, "pending"> | "requested") =>
    sum(bookings, ({ counts }) => counts[of]);
  const [requested, confirmed] = [all("requested"), all("confirmed")];
  const decided = confirmed + all("declined") + all("expired") + all("withdrawn");
  return [
    ...requestOutcomes.map((outcome): OutcomeRow => {
      const count = outcome === "pending" ? Math.max(0, requested - decided) : all(outcome);
      return { outcome, count, of: "requested", share: shareOf(count, requested) };
    }),
    ...bookingOutcomes.map((outcome): OutcomeRow => {
      const count = all(outcome);
      return { outcome, count, of: "confirmed", share: shareOf(count, confirmed) };
    }),
  ];
}
