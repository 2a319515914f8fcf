/**
 * A second opinion on slots: every minute looked at by itself, wall clocks from `Intl.DateTimeFormat`.
 * Shares nothing with the rules but the shape of their question.
 */
const MINUTE = 60_000;

export interface WallTime {
  at: number;
  date: string;
  minute: number;
}

interface Rule {
  weekday: number;
  from: number;
  to: number;
}

interface BruteHold {
  start: number;
  end: number;
  bufferBefore: number;
  bufferAfter: number;
}

/** What the clock of a zone shows at each minute of a span. */
export function wallTimes(zone: string, start: number, end: number): WallTime[] {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const list: WallTime[] = [];
  for (let at = start; at < end; at += MINUTE) {
    const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]));
    const date = `${part.year}-${part.month}-${part.day}`;
    list.push({ at, date, minute: Number(part.hour) * 60 + Number(part.minute) });
  }
  return list;
}

/** The windows of each whole date seen, found by looking for their boundaries among the minutes. */
export function bruteForceWindows(
  rules: Rule[],
  seen: WallTime[],
  added: { date: string; from: number; to: number; kind?: string }[] = [],
): { start: number; end: number }[] {
  const dates = [...new Set(seen.map((wall) => wall.date))].sort().slice(1, -1);
  const windows: { start: number; end: number }[] = [];
  for (const date of dates) {
    const weekday = new Date(`${date}T12:00Z`).getUTCDay() || 7;
    const open = new Set<number>();
    const isReplaced = added.some((each) => each.date === date && each.kind === "replace");
    for (const rule of rules) {
      if (rule.weekday !== weekday || isReplaced) continue;
      for (let minute = rule.from; minute < rule.to; minute++) open.add(minute);
    }
    for (const more of added) {
      if (more.date !== date) continue;
      for (let minute = more.from; minute < more.to; minute++) open.add(minute);
    }
    for (const from of open) {
      if (open.has(from - 1)) continue;
      let to = from;
      while (open.has(to)) to++;
      const start = instants(seen, date, from)[0]!;
      const end = to === 1440
        ? instants(seen, nextDate(date), 0)[0]!
        : instants(seen, date, to).at(-1)!;
      if (start < end) windows.push({ start, end });
    }
  }
  return windows;
}

/** The instants at which a clock shows this; where it never does, the first after. */
export function instants(seen: WallTime[], date: string, minute: number): number[] {
  const exact = seen.filter((wall) => wall.date === date && wall.minute === minute);
  if (exact.length > 0) return exact.map((wall) => wall.at);
  const after = seen.find((wall) =>
    wall.date > date || (wall.date === date && wall.minute > minute)
  );
  return [after!.at];
}

/** The calendar date after one. */
export function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export interface BruteQuestion {
  windows: { start: number; end: number }[];
  minutes: number;
  slotIntervalMinutes: number;
  bufferBefore: number;
  bufferAfter: number;
  busy: readonly { start: number; end: number }[];
  holds: readonly (BruteHold & { expiresAt: number | null })[];
  now: number;
  earliest: number;
  window: { start: number; end: number };
}

/** Every start that passes all rules, minute by minute; all times must lie on whole minutes. */
export function bruteForceSlots(question: BruteQuestion): number[] {
  const { windows, minutes, slotIntervalMinutes, now, earliest, window } = question;
  const open = minutesOf(windows);
  const busy = minutesOf(question.busy);
  const live = question.holds.filter((hold) => hold.expiresAt === null || hold.expiresAt > now);
  const held = minutesOf(live);
  const heldPadded = minutesOf(live.map(pad));

  const starts: number[] = [];
  for (let at = window.start; at < window.end; at += MINUTE) {
    if (at <= now || at < earliest) continue;
    const onGrid = windows.some(({ start, end }) =>
      at >= start && at < end && (at - start) % (slotIntervalMinutes * MINUTE) === 0
    );
    if (!onGrid) continue;
    const plain = { start: at, end: at + minutes * MINUTE };
    const around = pad({
      ...plain,
      bufferBefore: question.bufferBefore,
      bufferAfter: question.bufferAfter,
    });
    if (!each(plain, (minute) => open.has(minute) && !heldPadded.has(minute))) continue;
    if (!each(around, (minute) => !busy.has(minute) && !held.has(minute))) continue;
    starts.push(at);
  }
  return starts;
}

function pad({ start, end, bufferBefore, bufferAfter }: BruteHold) {
  return { start: start - bufferBefore * MINUTE, end: end + bufferAfter * MINUTE };
}

function minutesOf(spans: readonly { start: number; end: number }[]): Set<number> {
  const minutes = new Set<number>();
  for (const span of spans) {
    for (let at = span.start; at < span.end; at += MINUTE) minutes.add(at);
  }
  return minutes;
}

function each(span: { start: number; end: number }, holds: (minute: number) => boolean): boolean {
  for (let at = span.start; at < span.end; at += MINUTE) if (!holds(at)) return false;
  return true;
}
