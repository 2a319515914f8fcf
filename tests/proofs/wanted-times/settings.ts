/** Settings of a host, drawn at random, and every change of them that may be suggested: applied to a copy. */
import type { WeeklyRule } from "$lib/scheduling/availability-schedule.ts";
import type { BookingLimits } from "$lib/scheduling/booking-limits.ts";
import { addDays } from "$lib/scheduling/day.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { OracleHost } from "../../support/slot-oracle.ts";

/** Of an event type, as far as its times depend on it. */
export interface TypeSettings {
  slug: string;
  durations: number[];
  slotInterval: number | null;
  bufferBefore: number;
  bufferAfter: number;
  minimumNotice: number;
  bookingWindowDays: number;
  bookingWindowUntil: string | null;
  bookingLimits: BookingLimits;
  decision: "approval" | "instant";
}

/** All that decides which times a host offers. */
export interface Settings extends Omit<OracleHost, "holds"> {
  types: TypeSettings[];
}

/** A change by the text under which it is counted. */
export interface Candidate {
  text: string;
  /** How far it goes; of equal changes the smaller is better. */
  steps: number;
  settings: Settings;
}

const NOTICES = [0, 15, 30, 60, 120, 240, 480, 720, 1_440, 2_880, 4_320, 10_080, 20_160, 43_200];
const WINDOWS = [7, 14, 30, 60, 90, 180, 365];
const LATER = [7, 14, 30, 60, 90];
const BUFFERS = [0, 5, 10, 15, 30, 45, 60, 90, 120];

/** Random settings for a month that begins on this date. */
export function drawSettings({ below, pick }: Proof, zone: string, today: string): Settings {
  const limit = (...values: number[]) => pick([null, null, ...values]);
  const rules = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday): WeeklyRule[] => {
    const from = 480 + 30 * below(6), to = from + 120 + 30 * below(12);
    if (below(7) < (weekday > 5 ? 5 : 1)) return [];
    if (below(4) > 0) return [{ weekday, from, to }];
    const again = from + 90 + 30 * below(3);
    return [{ weekday, from, to: from + 60 }, {
      weekday,
      from: again,
      to: Math.max(again, to) + 60,
    }];
  });
  const date = () => addDays(today, below(32));
  const away = date();
  return {
    zone,
    rules,
    overrides: Array.from({ length: below(5) }, () => {
      const from = 480 + 60 * below(6);
      return { date: date(), kind: pick(["add", "block", "replace"]), from, to: from + 120 };
    }),
    timeOff: below(2) === 0
      ? []
      : [{ id: "away", first: away, last: addDays(away, below(4)), name: "Away" }],
    holidays: below(2) === 0 ? [] : [{ date: date(), name: "Holiday" }],
    bookingLimits: { day: limit(3), week: limit(9), month: null },
    types: ["intro", "coffee"].map((slug) => ({
      slug,
      durations: pick([[30], [30, 60], [45]]),
      slotInterval: pick([null, 15, 30, 60]),
      bufferBefore: pick([0, 0, 15]),
      bufferAfter: pick([0, 20, 30]),
      minimumNotice: pick([0, 240, 1_440, 2_000]),
      bookingWindowDays: pick([10, 20, 30]),
      bookingWindowUntil: pick([null, null, addDays(today, 20)]),
      bookingLimits: { day: limit(1, 2), week: limit(4), month: null },
      decision: pick(["instant", "approval"]),
    })),
  };
}

/** Whether a change counts for all event types together. */
export function isShared(text: string): boolean {
  return /^(hours|open|between|limit host)/.test(text);
}

/** Every change for one event type and length. */
export function candidatesFor(
  settings: Settings,
  type: TypeSettings,
  minutes: number,
  scheduleId: string,
): Candidate[] {
  const change = (
    text: string,
    steps: number,
    make: (copy: Settings, type: TypeSettings) => void,
  ) => {
    const copy = structuredClone(settings);
    make(copy, copy.types.find(({ slug }) => slug === type.slug)!);
    return { text, steps, settings: copy };
  };
  const { minimumNotice, bookingWindowDays, bookingWindowUntil } = type;
  const found: Candidate[] = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    hoursOf(settings, weekday, type.slotInterval ?? minutes).map(({ text, steps, rule }) =>
      change(`${text} ${scheduleId}`, steps, (copy) => copy.rules = [...copy.rules, rule])
    )
  );
  const lower = NOTICES.filter((each) => each < minimumNotice);
  lower.forEach((each, n) =>
    found.push(change(`notice ${each}`, lower.length - n, (_, of) => of.minimumNotice = each))
  );
  const longer = WINDOWS.filter((days) => days > bookingWindowDays);
  if (bookingWindowUntil === null) {
    longer.forEach((days, n) =>
      found.push(change(`window ${days}`, n + 1, (_, of) => of.bookingWindowDays = days))
    );
  } else {
    LATER.map((days) => addDays(bookingWindowUntil, days)).forEach((date, n) =>
      found.push(change(`last-date ${date}`, n + 1, (_, of) => of.bookingWindowUntil = date))
    );
  }
  for (const side of ["before", "after"] as const) {
    const field = side === "before" ? "bufferBefore" : "bufferAfter";
    const shorter = BUFFERS.filter((each) => each < type[field]);
    shorter.forEach((each, n) =>
      found.push(change(`buffer ${side} ${each}`, shorter.length - n, (_, of) => of[field] = each))
    );
  }
  for (const period of ["day", "week", "month"] as const) {
    const own = type.bookingLimits[period], all = settings.bookingLimits[period];
    if (own !== null) {
      found.push(change(`limit type ${period} ${own + 1}`, 1, (_, of) => {
        of.bookingLimits[period] = own + 1;
      }));
    }
    if (all !== null) {
      found.push(change(`limit host ${period} ${all + 1}`, 1, (copy) => {
        copy.bookingLimits[period] = all + 1;
      }));
    }
  }
  return found;
}

/** Up to four hours more at either end of a weekday, by half hours; earlier only by whole steps between starts. */
function hoursOf({ rules }: Settings, weekday: number, step: number) {
  const ofDay = rules.filter((rule) => rule.weekday === weekday);
  if (ofDay.length === 0) {
    const { from, to } = longest(rules);
    const text = `open ${weekday} ${from} ${to}`;
    return [{ text, steps: (to - from) / 30, rule: { weekday, from, to } }];
  }
  const opens = Math.min(...ofDay.map(({ from }) => from));
  const closes = Math.max(...ofDay.map(({ to }) => to));
  const more: { text: string; steps: number; rule: WeeklyRule }[] = [];
  for (let n = 1; n <= 8; n++) {
    const from = opens - 30 * n, to = closes + 30 * n;
    if (from >= 0 && (30 * n) % step === 0) {
      more.push({
        text: `hours ${weekday} from ${from}`,
        steps: n,
        rule: { weekday, from, to: opens },
      });
    }
    if (to <= 1_440) {
      more.push({
        text: `hours ${weekday} to ${to}`,
        steps: n,
        rule: { weekday, from: closes, to },
      });
    }
  }
  return [...more, ...betweenOf(ofDay, weekday, step)];
}

/** Between two windows: from either side, the later one only by whole steps between starts, and all where its starts stay. */
function betweenOf(ofDay: readonly WeeklyRule[], weekday: number, step: number) {
  if (ofDay.length < 2) return [];
  const [first, second] = ofDay.toSorted((a, b) => a.from - b.from) as [WeeklyRule, WeeklyRule];
  const gap = second.from - first.to;
  const spans = new Set<string>();
  for (let length = 30; length <= gap && length <= 240; length += 30) {
    const isAll = length === gap;
    if (isAll ? (second.from - first.from) % step === 0 : true) {
      spans.add(`${first.to} ${first.to + length}`);
    }
    if (!isAll && length % step === 0) spans.add(`${second.from - length} ${second.from}`);
  }
  return [...spans].map((span) => {
    const [from, to] = span.split(" ").map(Number) as [number, number];
    return {
      text: `between ${weekday} ${span}`,
      steps: (to - from) / 30,
      rule: { weekday, from, to },
    };
  });
}

function longest(rules: readonly WeeklyRule[]): { from: number; to: number } {
  let best = { from: 540, to: 1_020 }, most = 0;
  for (let weekday = 1; weekday <= 7; weekday++) {
    const ofDay = rules.filter((rule) => rule.weekday === weekday);
    const from = Math.min(...ofDay.map((rule) => rule.from));
    const to = Math.max(...ofDay.map((rule) => rule.to));
    if (ofDay.length > 0 && to - from > most) [best, most] = [{ from, to }, to - from];
  }
  return best;
}
