/** Dates of a series that move in one commit, each onto time that another one gives up if need be. */
import {
  type Booking,
  holdsOf,
  isLiveBooking,
  pendingReschedule,
} from "$lib/scheduling/booking.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { proposerOf } from "$lib/scheduling/proposed-times.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { askForInstant, type CalendarAnswers } from "../availability/ask-calendars.ts";
import { type HostSnapshot, overdueBookings, withHolds } from "../availability/snapshots.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { type ChangeDecision, changeTogether, type DateOutcome } from "../changes/change.ts";
import { rescheduleByGuest, rescheduleByHost } from "./decide-reschedule.ts";
import { expireLocked } from "../changes/expire.ts";
import { type RescheduleInput, rescheduleLimitWait, type RescheduleRefusal } from "./reschedule.ts";
import { actsAs } from "../changes/team-rights.ts";

/** How dates are moved, and the revision of the first one that was shown. */
export type JointReschedule = Pick<RescheduleInput, "by" | "revision">;

/** A date and its new time. */
export interface MovedDate {
  booking: Booking;
  to: Span;
}

/**
 * Reschedules the first date, and every later one whose new time is free; where the first one is refused, none moves.
 * The time that a date leaves counts as free for the others. Null where they are not for one commit.
 */
export async function rescheduleTogether(
  app: App,
  moved: readonly MovedDate[],
  { by, revision }: JointReschedule,
): Promise<DateOutcome<RescheduleRefusal>[] | null> {
  const first = moved[0]!.booking;
  // Each may go to other members of its team.
  if (first.team) return null;
  // One that is confirmed by its move is decided by other terms than the others.
  if (moved.some(({ booking, to }) => proposerOf(booking, to.start) !== null)) return null;
  const readType = () => getBookedEventType(app.kv, first);
  const type = await readType();
  if ((type?.seats ?? 1) > 1) return null;
  const answers = await Promise.all(
    moved.map(({ to }) =>
      by.actor === "guest" ? askForInstant(app, first.hosts, type, to) : new Map()
    ),
  );
  let shown = revision;
  return await changeTogether<RescheduleRefusal>(app, moved.map(({ booking }) => booking), {
    requested: {
      time: ({ id }) => moved.find(({ booking }) => booking.id === id)!.to,
      type: readType,
    },
    async decide(dates, now, snapshots) {
      const current = dates[0]!;
      if (by.actor !== "guest" && !await actsAs(app.kv, current, by.hostId)) {
        return dates.map(() => refused("not-found"));
      }
      if (snapshots.some(({ policies }) => (policies?.type.seats ?? 1) > 1)) return "alone";
      const isMoved = isThere(current, moved[0]!.to, by, now);
      if (!isMoved && shown !== null && shown !== current.revision) {
        return dates.map(() => refused("changed"));
      }
      const overdue = snapshots.flatMap(({ holds }) => overdueBookings(holds, now));
      for (const id of overdue) {
        const expired = await expireLocked(app, id);
        const isOwn = expired.ok && id === current.id &&
          expired.value.revision === current.revision + 1;
        if (shown !== null && isOwn) shown = expired.value.revision;
      }
      if (overdue.length > 0) return "retry";
      const decided = await decideMoves(app, {
        dates,
        times: moved.map(({ to }) => to),
        answers,
        by,
        now,
        snapshots,
      });
      if (decided === "lost") return "retry";
      const [one] = decided;
      const isRefused = one && "ok" in one && !one.ok;
      if (isRefused) return dates.map(() => one);
      const retryAfter = by.actor === "guest" ? await rescheduleLimitWait(app, current) : null;
      return retryAfter === null ? decided : dates.map(() => refused("too-many", { retryAfter }));
    },
  });
}

/** What the moves of several dates are decided on. */
interface Moves {
  dates: readonly Booking[];
  times: readonly Span[];
  answers: readonly CalendarAnswers[];
  by: RescheduleInput["by"];
  now: number;
  snapshots: HostSnapshot[];
}

/**
 * Decides as if every date gave up its time, then again without those that keep it, until no decision rests on time
 * that is kept: a date that is refused stays, and one that the host has to be asked about holds both times.
 */
async function decideMoves(
  app: App,
  moves: Moves,
): Promise<ChangeDecision<RescheduleRefusal>[] | "lost"> {
  let leaving = moves.dates.map(({ id }) => id);
  for (;;) {
    const decided = await decideOnce(app, moves, leaving);
    if (decided === "lost") return "lost";
    const stillLeaving = leaving.filter((id) => {
      const decision = decided[moves.dates.findIndex((date) => date.id === id)]!;
      return "ok" in decision && decision.ok && decision.value.event === "rescheduled";
    });
    if (stillLeaving.length === leaving.length) return decided;
    leaving = stillLeaving;
  }
}

async function decideOnce(
  app: App,
  { dates, times, answers, by, now, snapshots }: Moves,
  leaving: readonly string[],
): Promise<ChangeDecision<RescheduleRefusal>[] | "lost"> {
  const decided: ChangeDecision<RescheduleRefusal>[] = [], earlier: Hold[] = [];
  for (const [n, was] of dates.entries()) {
    const to = times[n]!;
    if (isThere(was, to, by, now)) {
      decided.push({ unchanged: accepted(was) });
      continue;
    }
    const attempt = {
      was,
      now,
      to,
      snapshots: snapshots.map((each) => withHolds(each, earlier)),
      movedWith: leaving,
    };
    const decision = by.actor === "guest"
      ? await rescheduleByGuest(app, attempt, {
        answers: answers[n]!,
        zone: by.zone ?? was.guest.zone,
        mayAsk: false,
      })
      : await rescheduleByHost(app, attempt, { ...by, answers: answers[n]! });
    if (decision === "lost") return "lost";
    // Only members of a team are asked about later.
    if ("ask" in decision) return "lost";
    decided.push(decision);
    if (!decision.ok) continue;
    // Held by nobody who leaves.
    const holds = holdsOf(decision.value.booking, now);
    earlier.push(...holds.map((hold, m) => ({ ...hold, ...unnamed(`date ${n} ${m}`) })));
  }
  return decided;
}

function unnamed(slot: string): Pick<Hold, "slot" | "bookingIds"> {
  return { slot, bookingIds: [slot] };
}

/** Whether a date has, or its guest has asked for, the time that it would move to. */
function isThere(was: Booking, to: Span, by: RescheduleInput["by"], now: number): boolean {
  const isUnchanged = isLiveBooking(was, now) && was.start === to.start && !was.rescheduleRequest;
  return isUnchanged || (by.actor === "guest" && pendingReschedule(was, now)?.start === to.start);
}
