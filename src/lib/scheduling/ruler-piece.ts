/** Places on the ruler of a day, by numbers alone: for browsers too. */
import { MINUTE } from "./durations.ts";
import type { Span } from "./span.ts";

/** A stretch of a day in which the clock runs on: where it begins on the ruler, in minutes from the top. */
export interface RulerPiece extends Span {
  top: number;
}

/** Where a span of a day stands on the ruler, in minutes from the top; null where it is on another day. */
export function placeOn(pieces: readonly RulerPiece[], { start, end }: Span): Span | null {
  const first = pieces.find((piece) => start < piece.end);
  const last = pieces.findLast((piece) => end > piece.start);
  if (!first || !last || first.start > last.start) return null;
  return {
    start: first.top + (Math.max(start, first.start) - first.start) / MINUTE,
    end: last.top + (Math.min(end, last.end) - last.start) / MINUTE,
  };
}

/** The instant at a height of a day; in time that the day does not have, the next one that it has. */
export function instantAt(pieces: readonly RulerPiece[], minutes: number): number | null {
  const piece = pieces.find(({ top, start, end }) => minutes < top + (end - start) / MINUTE);
  if (!piece) return null;
  return piece.start + Math.max(0, minutes - piece.top) * MINUTE;
}

/** Minutes from the top and a length as hours and steps of five minutes, of which a page has a rule for each. */
export function toPlace(from: number, length: number) {
  const at = Math.floor(from / 5), steps = Math.ceil(length / 5);
  return {
    hour: Math.floor(at / 12),
    five: at % 12,
    hours: Math.floor(steps / 12),
    fives: steps % 12,
  };
}
