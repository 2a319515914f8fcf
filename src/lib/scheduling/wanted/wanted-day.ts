import { type CountedTime, slotText } from "./wanted-time.ts";

/** The wanted times for one event type: by half hour of the week and reasons, and how many each change alone would have offered. */
export interface WantedOfType {
  /** By `slotText`, then by reasons joined with "+". */
  times: Record<string, Record<string, number>>;
  /** By `changeText`. */
  changes: Record<string, number>;
}

/** What was wanted of an owner's event types on one date of their zone. */
export interface WantedDay {
  types: Record<string, WantedOfType>;
  /** Wanted times for which the day had no more room. */
  other: number;
}

/** What the texts and numbers of a day may come to, in bytes; a value of the store has 64 KiB. */
const MOST_BYTES = 40_000;
/** Of a number with what stands round it and its text. */
const BYTES_EACH = 10;

/** A day without wanted times. */
export function nothingWanted(): WantedDay {
  return { types: {}, other: 0 };
}

/** The day with one wanted time more; it counts as "other" where the day is full. */
export function withTime(
  day: WantedDay,
  { typeId, slot, reasons, changes }: CountedTime,
): WantedDay {
  const one = { [slotText(slot)]: { [reasons.join("+")]: 1 } };
  const of = Object.fromEntries(changes.map((change) => [change, 1]));
  return sumOfDays(day, { types: { [typeId]: { times: one, changes: of } }, other: 0 });
}

/** The wanted times of both; where they do not fit together, wanted times of the second are counted as "other" and changes left out. */
export function sumOfDays(first: WantedDay, second: WantedDay): WantedDay {
  const sum = structuredClone(first);
  let room = MOST_BYTES - sizeOf(sum);
  /** Counts under a text; false where there is no room for a new one. */
  const count = (counts: Record<string, number>, text: string, n: number): boolean => {
    if (counts[text] === undefined && (room -= bytesOf(text)) < 0) {
      room += bytesOf(text);
      return false;
    }
    counts[text] = (counts[text] ?? 0) + n;
    return true;
  };
  sum.other += second.other;
  for (const [typeId, { times, changes }] of Object.entries(second.types)) {
    const type = sum.types[typeId] ?? { times: {}, changes: {} };
    for (const [slot, byReasons] of Object.entries(times)) {
      const counts = type.times[slot] ?? {};
      for (const [reasons, n] of Object.entries(byReasons)) {
        if (!count(counts, reasons, n)) sum.other += n;
      }
      if (Object.keys(counts).length > 0) type.times[slot] = counts;
    }
    for (const [change, n] of Object.entries(changes)) count(type.changes, change, n);
    if (Object.keys(type.times).length > 0) sum.types[typeId] = type;
  }
  return sum;
}

/** How many wanted times the day has. */
export function countOf({ types, other }: WantedDay): number {
  const counts = Object.values(types).flatMap(({ times }) =>
    Object.values(times).flatMap((byReasons) => Object.values(byReasons))
  );
  return counts.reduce((sum, n) => sum + n, other);
}

function sizeOf({ types }: WantedDay): number {
  const texts = Object.entries(types).flatMap(([typeId, { times, changes }]) => [
    typeId,
    ...Object.entries(times).flatMap(([slot, byReasons]) => [slot, ...Object.keys(byReasons)]),
    ...Object.keys(changes),
  ]);
  return texts.reduce((sum, text) => sum + bytesOf(text), 0);
}

function bytesOf(text: string): number {
  return text.length + BYTES_EACH;
}
