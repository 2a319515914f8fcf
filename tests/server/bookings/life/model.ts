/** The life of bookings told once more, in the plainest way: what the store must say after each step. */

const MINUTE = 60_000;
export const TTL = 24 * 60 * MINUTE;
export const monday = Date.UTC(2026, 10, 2, 9);

/** The two types of the model's host: on approval with a buffer behind and terms for guests, and at once. */
export const kinds = {
  talk: { minutes: 30, after: 15, cancelNotice: 60, moveNotice: 120, approval: true },
  coffee: { minutes: 30, after: 0, cancelNotice: 0, moveNotice: 0, approval: false },
} as const;
export type Kind = keyof typeof kinds;

export interface Told {
  kind: Kind;
  start: number;
  status: "PENDING" | "CONFIRMED" | "REJECTED" | "CANCELLED";
  until: number | null;
  move: { start: number; until: number } | null;
  proposed: number[];
  noShow: boolean;
  sequence: number;
}

export interface Model {
  now: number;
  bookings: Told[];
}

export type Step =
  | { what: "request"; kind: Kind; quarter: number }
  | { what: "confirm" | "reject" | "expire" | "keep"; nth: number }
  | { what: "cancel"; nth: number; byHost: boolean }
  | { what: "move"; nth: number; quarter: number; byHost: boolean }
  | { what: "propose"; nth: number; quarter: number }
  | { what: "no-show"; nth: number; is: boolean }
  | { what: "wait"; minutes: number }
  | { what: "deadline" };

export const startOf = (quarter: number) => monday + quarter * 15 * MINUTE;

/** How a booking stands at an instant, whether the store has got round to it or not. */
export function asOf(told: Told, now: number): Told {
  const isOver = told.status === "PENDING" && told.until !== null && told.until <= now;
  const move = told.status === "CONFIRMED" && told.move && told.move.until > now ? told.move : null;
  const proposed = told.status === "PENDING" && !isOver ? told.proposed : [];
  return {
    ...told,
    status: isOver ? "CANCELLED" : told.status,
    until: told.status === "PENDING" && !isOver ? told.until : null,
    move,
    proposed,
  };
}

/** What a step makes of the model; null when it is refused. */
export function after(model: Model, step: Step): Model | null {
  const { now } = model;
  const bookings = model.bookings.map((each) => asOf(each, now));
  if (step.what === "wait") return { bookings, now: now + step.minutes * MINUTE };
  if (step.what === "deadline") return { bookings, now: nextDeadline(bookings) ?? now };
  if (step.what === "request") {
    const { kind } = step;
    const start = startOf(step.quarter);
    if (!isFree(bookings, null, kind, start, now)) return null;
    const isAsked = kinds[kind].approval;
    const told: Told = {
      kind,
      start,
      status: isAsked ? "PENDING" : "CONFIRMED",
      until: isAsked ? Math.min(now + TTL, start) : null,
      move: null,
      proposed: [],
      noShow: false,
      sequence: 0,
    };
    return { now, bookings: [...bookings, told] };
  }
  const was = bookings[step.nth];
  const is = was && changed(bookings, was, step, now);
  return is ? { now, bookings: bookings.with(step.nth, is) } : null;
}

type Change = Exclude<Step, { what: "request" | "wait" | "deadline" }>;

function changed(bookings: Told[], was: Told, step: Change, now: number): Told | null {
  const isLive = was.status === "PENDING" || was.status === "CONFIRMED";
  const terms = kinds[was.kind];
  switch (step.what) {
    case "confirm":
      if (was.status === "PENDING") return { ...was, status: "CONFIRMED", until: null };
      return was.move && movedTo(was, was.move.start);
    case "reject":
      if (was.status === "PENDING") return { ...was, status: "REJECTED", until: null };
      return was.move && { ...was, move: null };
    case "keep":
      return was.status === "CONFIRMED" ? { ...was, move: null } : null;
    case "expire":
      return null;
    case "cancel": {
      const notice = was.status === "CONFIRMED" ? terms.cancelNotice * MINUTE : 0;
      const tooLate = !step.byHost && now >= was.start - notice;
      if (!isLive || tooLate) return null;
      return { ...was, status: "CANCELLED", move: null, sequence: was.sequence + 1 };
    }
    case "move": {
      const to = startOf(step.quarter);
      if (!isLive) return null;
      if (was.start === to && !was.move) return was;
      if (!step.byHost && was.move?.start === to) return was;
      const notice = was.status === "CONFIRMED" ? terms.moveNotice * MINUTE : 0;
      if (!step.byHost && now >= was.start - notice) return null;
      if (!isFree(bookings, was, was.kind, to, now)) return null;
      const asks = !step.byHost && was.status === "CONFIRMED" && terms.approval;
      if (asks) return { ...was, move: { start: to, until: Math.min(now + TTL, to, was.start) } };
      return movedTo(was, to);
    }
    case "propose": {
      const start = startOf(step.quarter);
      if (was.status !== "PENDING" || !isFree(bookings, was, was.kind, start, now)) return null;
      return { ...was, proposed: [start] };
    }
    case "no-show":
      if (was.status !== "CONFIRMED" || now < was.start) return was.noShow === step.is ? was : null;
      return { ...was, noShow: step.is };
  }
}

function movedTo(was: Told, start: number): Told {
  const until = was.until === null ? null : Math.min(was.until, start);
  return { ...was, start, until, move: null, proposed: [], sequence: was.sequence + 1 };
}

/** Whether nobody but the booking itself holds this time, in the future. */
function isFree(bookings: Told[], own: Told | null, kind: Kind, start: number, now: number) {
  if (start <= now) return false;
  const taken = bookings.filter((each) =>
    each !== own && (each.status === "PENDING" || each.status === "CONFIRMED")
  ).flatMap(({ kind, start, move }) => [
    { kind, start },
    ...move ? [{ kind, start: move.start }] : [],
  ]);
  return taken.every((other) => apart(other, { kind, start }) || apart({ kind, start }, other));
}

type Held = { kind: Kind; start: number };

/** Whether the second begins when the first and its buffer are over. */
function apart(first: Held, second: Held): boolean {
  const { minutes, after } = kinds[first.kind];
  return second.start >= first.start + (minutes + after) * MINUTE;
}

function nextDeadline(bookings: Told[]): number | null {
  const deadlines = bookings.flatMap(({ status, until, move }) =>
    status === "PENDING" && until !== null ? [until] : move ? [move.until] : []
  );
  return deadlines.length ? Math.min(...deadlines) : null;
}
