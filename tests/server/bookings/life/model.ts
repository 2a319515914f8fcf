/** The life of bookings in the plainest way: what the store must say after each step. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import { clockAfter, isTimed, type TimedStep } from "../../../support/model-life.ts";
import {
  type Kind,
  kinds,
  type Meet,
  type Model,
  type ModelBooking,
  type Rule,
  startOf,
  type Step,
  TTL,
} from "./steps.ts";

/** How a booking stands at an instant, whether the store has got round to it or not. */
export function asOf(booking: ModelBooking, now: number): ModelBooking {
  const isOver = booking.status === "PENDING" && booking.until !== null && booking.until <= now;
  const move = booking.status === "CONFIRMED" && booking.move && booking.move.until > now
    ? booking.move
    : null;
  const proposed = booking.status === "PENDING" && !isOver ? booking.proposed : [];
  return {
    ...booking,
    status: isOver ? "CANCELLED" : booking.status,
    until: booking.status === "PENDING" && !isOver ? booking.until : null,
    move,
    proposed,
  };
}

/** What a step makes of the model; null when it is refused. */
export function after(model: Model, step: Step, meet: Meet): Model | null {
  const { now } = model;
  const bookings = model.bookings.map((each) => asOf(each, now));
  if (isTimed(step)) return { bookings, now: clockAfter({ now, bookings }, step) };
  if (step.what === "request") {
    const { kind } = step;
    const start = startOf(step.quarter);
    if (!isFree(bookings, null, kind, start, now, meet)) return null;
    const isAsked = kinds[kind].approval;
    meet(isAsked ? "requested" : "confirmed at once");
    const booking: ModelBooking = {
      kind,
      start,
      status: isAsked ? "PENDING" : "CONFIRMED",
      until: isAsked ? Math.min(now + TTL, start) : null,
      move: null,
      proposed: [],
      noShow: false,
      sequence: 0,
    };
    return { now, bookings: [...bookings, booking] };
  }
  const was = bookings[step.nth];
  if (step.what === "drag" || step.what === "end") {
    const is = was && slotChanged(bookings, was, step, now, meet);
    return is ? { now, bookings: is } : null;
  }
  const is = was && changed(bookings, was, step, now, meet);
  return is ? { now, bookings: bookings.with(step.nth, is) } : null;
}

type Change = Exclude<Step, TimedStep | { what: "request" | "drag" | "end" }>;

/** What becomes of everybody when a slot is dragged or ended as a whole: of its seats, and of those who ask for one. */
function slotChanged(
  bookings: ModelBooking[],
  { kind, start, status }: ModelBooking,
  step: Extract<Step, { what: "drag" | "end" }>,
  now: number,
  meet: Meet,
): ModelBooking[] | null {
  if (kinds[kind].seats === 1 || !isLive(status)) return null;
  if (step.what === "drag" && isOver({ kind, start }, now)) return null;
  const isIn = (each: ModelBooking) =>
    each.kind === kind && each.start === start && isLive(each.status);
  const to = step.what === "drag" ? startOf(step.quarter) : null;
  const without = bookings.filter((each) => !isIn(each)).map((each) =>
    each.kind === kind && each.move?.start === start ? { ...each, move: null } : each
  );
  if (to !== null && (to === start || !isApart(without, { kind, start: to }, now))) return null;
  meet(to === null ? "slot cancelled" : "slot rescheduled");
  return bookings.map((each) => {
    const isWish = each.kind === kind && each.move?.start === start;
    if (!isIn(each)) return isWish ? { ...each, move: null } : each;
    if (to !== null) return movedTo(each, to);
    if (each.status === "PENDING") return { ...each, status: "REJECTED", until: null };
    return { ...each, status: "CANCELLED", move: null, sequence: each.sequence + 1 };
  });
}

const isLive = (status: ModelBooking["status"]) => status === "PENDING" || status === "CONFIRMED";

function changed(
  bookings: ModelBooking[],
  was: ModelBooking,
  step: Change,
  now: number,
  meet: Meet,
): ModelBooking | null {
  const live = isLive(was.status);
  const terms = kinds[was.kind];
  const met = (rule: Rule, is: ModelBooking | null): ModelBooking | null => {
    meet(rule);
    return is;
  };
  switch (step.what) {
    case "confirm":
      if (was.status === "PENDING") {
        return met("confirmed", { ...was, status: "CONFIRMED", until: null });
      }
      return was.move && met("reschedule confirmed", movedTo(was, was.move.start));
    case "reject":
      if (was.status === "PENDING") {
        return met("declined", { ...was, status: "REJECTED", until: null });
      }
      return was.move && met("reschedule declined", { ...was, move: null });
    case "keep":
      if (was.status !== "CONFIRMED") return null;
      return was.move ? met("reschedule withdrawn", { ...was, move: null }) : was;
    case "expire":
      return null;
    case "cancel": {
      const notice = was.status === "CONFIRMED" ? terms.cancellationNotice * MINUTE : 0;
      if (!live) return met("not live any more", null);
      if (!step.byHost && now >= was.start - notice) return met("too late to cancel", null);
      if (isOver(was, now)) return met("over", null);
      const sequence = was.sequence + 1;
      return met(step.byHost ? "cancelled by host" : "cancelled by guest", {
        ...was,
        status: "CANCELLED",
        move: null,
        sequence,
      });
    }
    case "move": {
      const to = startOf(step.quarter);
      if (!live) return met("not live any more", null);
      if (was.start === to && !was.move) return was;
      if (!step.byHost && was.move?.start === to) return was;
      const notice = was.status === "CONFIRMED" ? terms.rescheduleNotice * MINUTE : 0;
      if (isOver(was, now)) return met("over", null);
      const isLate = !step.byHost && now >= was.start - notice;
      // The rule decides alone only where nothing else is in the way.
      if (!isFree(bookings, was, was.kind, to, now, isLate ? () => {} : meet)) return null;
      if (isLate) return met("too late to reschedule", null);
      if (!step.byHost && was.status === "PENDING" && was.proposed.includes(to)) {
        const taken = { ...movedTo(was, to), status: "CONFIRMED" as const, until: null };
        return met("proposed time taken", taken);
      }
      const asks = !step.byHost && was.status === "CONFIRMED" && terms.approval;
      if (!asks) return met("rescheduled at once", movedTo(was, to));
      const move = { start: to, until: Math.min(now + TTL, to, was.start) };
      return met("reschedule asked for", { ...was, move });
    }
    case "propose": {
      const start = startOf(step.quarter);
      if (was.status !== "PENDING" || start === was.start) return null;
      if (!isFree(bookings, was, was.kind, start, now, meet)) return null;
      return met("times proposed", { ...was, proposed: [start] });
    }
    case "no-show":
      if (was.status !== "CONFIRMED") return was.noShow === step.is ? was : null;
      if (now < was.start) return met("no-show too early", was.noShow === step.is ? was : null);
      return met("no-show noted", { ...was, noShow: step.is });
  }
}

function movedTo(was: ModelBooking, start: number): ModelBooking {
  const until = was.until === null ? null : Math.min(was.until, start);
  return { ...was, start, until, move: null, proposed: [], sequence: was.sequence + 1 };
}

/** Whether nobody but the booking itself holds this time, in the future; guests who share it with a place left do not count. */
function isFree(
  bookings: ModelBooking[],
  own: ModelBooking | null,
  kind: Kind,
  start: number,
  now: number,
  meet: Meet,
): boolean {
  const others = bookings.filter((each) => each !== own && isLive(each.status));
  const isWith = (held: Held) => held.kind === kind && held.start === start;
  const beside = others.filter((each) => heldBy(each).some(isWith)).length;
  const { seats } = kinds[kind];
  if (beside >= seats) {
    meet(seats > 1 ? "slot full" : "time taken");
    return false;
  }
  const isThere = isApart(others, { kind, start }, now, (held) => seats > 1 && isWith(held));
  if (!isThere) meet(start <= now ? "time past" : "time taken");
  else if (beside > 0) meet("slot joined");
  return isThere;
}

/** Whether a time to come keeps off everything that live bookings hold. */
function isApart(
  bookings: ModelBooking[],
  wanted: Held,
  now: number,
  isJoined: (held: Held) => boolean = () => false,
) {
  if (wanted.start <= now) return false;
  return bookings.filter(({ status }) => isLive(status)).flatMap(heldBy).every((held) =>
    isJoined(held) || apart(held, wanted) || apart(wanted, held)
  );
}

type Held = { kind: Kind; start: number };

/** What has taken place is neither called off nor moved any more. */
function isOver({ kind, start }: Held, now: number): boolean {
  return start + kinds[kind].minutes * MINUTE <= now;
}

function heldBy({ kind, start, move }: ModelBooking): Held[] {
  return [{ kind, start }, ...move ? [{ kind, start: move.start }] : []];
}

/** Whether the second begins when the first and its buffer are over. */
function apart(first: Held, second: Held): boolean {
  const { minutes, after } = kinds[first.kind];
  return second.start >= first.start + (minutes + after) * MINUTE;
}
