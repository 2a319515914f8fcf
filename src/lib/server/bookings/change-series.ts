/** What guest and host do to several dates of a series: in one commit where they fit, else each by the verb for one booking. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isLiveBooking, isUpcoming } from "$lib/scheduling/booking.ts";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { movedLike } from "$lib/scheduling/series.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getSeries } from "../store/bookings.ts";
import { cancel, type Cancellation, cancelling, type CancelRefusal } from "./cancel.ts";
import { type ChangeRefusal, changeTogether, type DateOutcome } from "../changes/change.ts";
import { confirm, type DecisionRefusal, reject } from "./decide.ts";
import { type AskedDate, AT_ONCE, decideTogether } from "./decide-together.ts";
import {
  alternativesFor,
  reschedule,
  type RescheduleInput,
  type RescheduleRefusal,
} from "./reschedule.ts";
import { type MovedDate, rescheduleTogether } from "./reschedule-together.ts";

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

/** This date and the later ones that can still be cancelled, by their guest not after the notice that the host wants. */
export async function cancellableFrom(
  app: App,
  booking: Booking,
  actor: "guest" | "host" = "guest",
): Promise<Booking[]> {
  const now = app.now();
  return (await datesWith(app, booking)).filter((each) =>
    each.start >= booking.start && isLiveBooking(each, now) && isUpcoming(each, now) &&
    each.start > now && !(actor === "guest" && isTooLate(each, "cancel", now))
  );
}

/** How a host decides on several dates: revision and acknowledged conflicts of each, as the form showed them. */
export interface SeriesDecision {
  answer: "confirm" | "reject";
  hostId: string;
  message: string;
  dates: ReadonlyMap<string, { revision: number; acknowledged: readonly string[] | null }>;
}

/** Decides on every date that the form showed; a date with new conflicts stays as it is. */
export async function decideSeries(
  app: App,
  booking: Booking,
  { answer, hostId, message, dates }: SeriesDecision,
): Promise<DateOutcome<DecisionRefusal>[]> {
  const asked = (await undecidedDates(app, booking, hostId)).filter(({ id }) => dates.has(id))
    .map((date) => {
      const { revision, acknowledged } = dates.get(date.id)!;
      const force = acknowledged !== null;
      const given = { hostId, revision, message, force };
      return { date, decision: acknowledged ? { ...given, acknowledged } : given };
    });
  return await decideTogether(app, answer, asked) ?? await decideEach(app, answer, asked);
}

async function decideEach(
  app: App,
  answer: SeriesDecision["answer"],
  asked: readonly AskedDate[],
): Promise<DateOutcome<DecisionRefusal>[]> {
  const verb = answer === "confirm" ? confirm : reject;
  const outcomes: DateOutcome<DecisionRefusal>[] = [];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    const some = asked.slice(i, i + AT_ONCE).map(async ({ date, decision }) => ({
      booking: date,
      outcome: await verb(app, date.id, decision),
    }));
    outcomes.push(...await Promise.all(some));
  }
  return outcomes;
}

/** Who cancels or moves a date and the later ones, and the revision of that date that was shown. */
interface LaterChange {
  by: { actor: "guest" } | { actor: "host"; hostId: string };
  revision: number | null;
}

/** Cancels a date and all later ones of its series; dates for which it is too late stay, and all do where this one is refused. */
export async function cancelFrom(
  app: App,
  booking: Booking,
  { by, reason, revision }: LaterChange & { reason: string },
): Promise<DateOutcome<ChangeRefusal | CancelRefusal>[]> {
  const later = (await cancellableFrom(app, booking, by.actor)).filter(({ id }) =>
    id !== booking.id
  );
  const dates = [booking, ...later];
  const cancellation = (n: number): Cancellation => ({
    by,
    reason,
    revision: n === 0 ? revision : null,
    isToldWithOther: n > 0,
  });
  const together = await changeTogether(app, dates, {
    async decide(dates, now) {
      const decided = await Promise.all(
        dates.map((date, n) => cancelling(app, cancellation(n))(date, now)),
      );
      const [first] = decided;
      return first && !first.ok ? dates.map(() => first) : decided;
    },
  });
  if (together) return onlyFirstIfRefused(together);
  const outcomes: DateOutcome<ChangeRefusal | CancelRefusal>[] = [];
  for (const [n, date] of dates.entries()) {
    const outcome = await cancel(app, date.id, cancellation(n));
    outcomes.push({ booking: date, outcome });
    // The page is shown again as it is now.
    if (n === 0 && !outcome.ok) break;
  }
  return outcomes;
}

function onlyFirstIfRefused<Code extends RefusalCode>(
  outcomes: DateOutcome<Code>[],
): DateOutcome<Code>[] {
  return outcomes[0]?.outcome.ok ? outcomes : outcomes.slice(0, 1);
}

/** This date and the later ones that can still be rescheduled, by their guest not after the notice that the host wants. */
export async function reschedulableFrom(
  app: App,
  booking: Booking,
  actor: "guest" | "host" = "guest",
): Promise<Booking[]> {
  const now = app.now();
  return (await datesWith(app, booking)).filter((each) =>
    each.start >= booking.start && isLiveBooking(each, now) && each.start > now &&
    !(actor === "guest" && isTooLate(each, "reschedule", now))
  );
}

/**
 * Reschedules a date, and every later one by as many days and to the same wall-clock time in the guest's zone. A later
 * date whose new time is not free stays; the refusal of the first one changes none.
 */
export async function rescheduleFrom(
  app: App,
  booking: Booking,
  { by, start, revision }: Pick<RescheduleInput, "by" | "start" | "revision">,
): Promise<DateOutcome<RescheduleRefusal>[]> {
  if (!isSupportedInstant(start)) return [{ booking, outcome: refused("not-offered") }];
  const actor = by.actor === "guest" ? "guest" : "host";
  const zone = by.actor === "guest" && by.zone ? by.zone : booking.guest.zone;
  const later = (await reschedulableFrom(app, booking, actor)).filter(({ id }) =>
    id !== booking.id
  );
  const moved = [booking, ...later].map((date) => {
    const to = date === booking ? start : movedLike(date.start, booking.start, start, zone);
    return { booking: date, to: { start: to, end: to + date.end - date.start } };
  });
  const together = await rescheduleTogether(app, moved, { by, revision });
  if (!together) return await rescheduleEach(app, moved, { by, start, revision });
  const [first] = together;
  const { code } = first!.outcome.ok ? { code: null } : first!.outcome.refusal;
  if (code !== "taken" && code !== "not-offered") return onlyFirstIfRefused(together);
  const alternatives = await alternativesFor(app, booking, start);
  return [{ booking, outcome: refused(code, { alternatives }) }];
}

async function rescheduleEach(
  app: App,
  moved: readonly MovedDate[],
  { by, start, revision }: Pick<RescheduleInput, "by" | "start" | "revision">,
): Promise<DateOutcome<RescheduleRefusal>[]> {
  const [{ booking }, ...later] = moved as [MovedDate, ...MovedDate[]];
  const first = await reschedule(app, booking.id, { by, start, revision, key: null });
  const outcomes: DateOutcome<RescheduleRefusal>[] = [{ booking, outcome: first }];
  if (!first.ok) return outcomes;
  // In the order in which none is in the way of another.
  for (const date of start > booking.start ? later.toReversed() : later) {
    const outcome = await reschedule(app, date.booking.id, {
      by,
      start: date.to.start,
      revision: null,
      key: null,
      isToldWithOther: true,
    });
    outcomes.push({ booking: date.booking, outcome });
  }
  return outcomes;
}
