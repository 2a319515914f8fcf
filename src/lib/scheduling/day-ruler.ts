/**
 * The hours down the side of several days. Each day is 24 hours long on it, so that the same clock time stands at the
 * same height on each; where the clock is set back on one of them, the hour that comes twice is there twice.
 */
import { clockChanges, daySpan, wallClockInstant } from "./day.ts";
import { MINUTE } from "./durations.ts";
import type { RulerPiece } from "./ruler-piece.ts";
import type { Span } from "./span.ts";

const FULL_DAY = 1440;

/** Time that comes twice on one of the days: it is repeated below this minute of the clock. */
interface Repeat {
  date: string;
  below: number;
  minutes: number;
}

export interface DayRuler {
  zone: string;
  /** Minutes from top to bottom: 1440, or more where a clock is set back. */
  length: number;
  repeats: Repeat[];
}

/** A line of the ruler: minutes from the top, and what a clock shows there, in minutes since midnight. */
export interface RulerHour {
  at: number;
  minute: number;
}

/** The ruler of some dates of a zone. */
export function dayRuler(dates: readonly string[], zone: string): DayRuler {
  const repeats = dates.flatMap((date) =>
    clockChanges(date, zone).filter(({ from, to }) => to < from)
      .map(({ from, to }) => ({ date, below: from, minutes: from - to }))
  ).sort((a, b) => a.below - b.below);
  const more = repeats.reduce((sum, { minutes }) => sum + minutes, 0);
  return { zone, length: FULL_DAY + more, repeats };
}

/** A day of the ruler as the stretches in which its clock runs on, in order; none for a date that a zone skipped. */
export function piecesOf(ruler: DayRuler, date: string): RulerPiece[] {
  const { zone, repeats } = ruler;
  const day = daySpan(date, zone);
  const changes = clockChanges(date, zone);
  const others = repeats.filter((repeat) => repeat.date !== date);
  const cuts = [
    ...changes.map(({ at, to }) => ({ at, minute: to })),
    ...others.filter(({ below }) => below > 0 && below < FULL_DAY)
      .map(({ below }) => ({ at: wallClockInstant(date, below, zone, "start"), minute: below })),
  ].filter(({ at }) => at > day.start && at < day.end).sort((a, b) => a.at - b.at);
  const first = changes.find(({ at }) => at === day.start)?.to ?? 0;
  const starts = [{ at: day.start, minute: first }, ...cuts];
  return starts.flatMap(({ at, minute }, n) => {
    const end = starts[n + 1]?.at ?? day.end;
    const passed = repeats.filter((repeat) =>
      repeat.date === date
        ? changes.some((change) => change.at <= at && change.from === repeat.below)
        : repeat.below <= minute
    );
    const top = minute + passed.reduce((sum, { minutes }) => sum + minutes, 0);
    return at < end ? [{ start: at, end, top }] : [];
  });
}

/** The parts of the ruler that a day does not have, in minutes from the top. */
export function gapsOf({ length }: DayRuler, pieces: readonly RulerPiece[]): Span[] {
  const ends = pieces.map(({ top, start, end }) => top + (end - start) / MINUTE);
  const gaps = [...pieces.map(({ top }) => top), length]
    .map((end, n) => ({ start: ends[n - 1] ?? 0, end }));
  return gaps.filter(({ start, end }) => start < end);
}

/** The full hours of the ruler, and where a repeated stretch begins. */
export function hoursOf({ repeats, length }: DayRuler): RulerHour[] {
  const hours: RulerHour[] = [];
  let passed = 0;
  for (let hour = 0, n = 0; hour < FULL_DAY || n < repeats.length; hour += 60) {
    for (; n < repeats.length && repeats[n]!.below <= hour; n++) {
      const { below, minutes } = repeats[n]!;
      passed += minutes;
      hours.push(...repeatedHours(below, minutes, passed));
    }
    if (hour < FULL_DAY) hours.push({ at: hour + passed, minute: hour });
  }
  return hours.filter(({ at }) => at < length);
}

function repeatedHours(below: number, minutes: number, passed: number): RulerHour[] {
  const from = below - minutes;
  const again = [from];
  for (let hour = Math.floor(from / 60) * 60 + 60; hour < below; hour += 60) again.push(hour);
  return again.map((minute) => ({
    at: minute + passed,
    minute: (minute + FULL_DAY) % FULL_DAY,
  }));
}
