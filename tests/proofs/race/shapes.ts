/** The shapes in which clients meet, and what each of their wishes would hold. */
import { everyDay, type Resident } from "../../support/proof/town.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

export interface Shape {
  letter: string;
  title: string;
  resident: Resident;
  /** Which of a day's offers the clients reach for. */
  reach(start: number): boolean;
  /** How many different starts the clients of one round want. */
  starts: number;
}

const whole = everyDay(0, 1440);
const anywhere = () => true;

export const shapes: Shape[] = [
  {
    letter: "a",
    title: "one slot",
    resident: {
      username: "one-slot",
      zone: "UTC",
      rules: whole,
      types: [{ slug: "talk", durations: [30] }],
    },
    reach: anywhere,
    starts: 1,
  },
  {
    letter: "b",
    title: "30 minutes every 15",
    resident: {
      username: "every-quarter",
      zone: "UTC",
      rules: everyDay(540, 1020),
      types: [{ slug: "talk", durations: [30], step: 15 }],
    },
    reach: anywhere,
    starts: 31,
  },
  {
    letter: "c",
    title: "two types of one host",
    resident: {
      username: "two-types",
      zone: "Europe/Berlin",
      rules: everyDay(540, 1020),
      types: [
        { slug: "talk", durations: [30], step: 15 },
        { slug: "coffee", durations: [15], decision: "instant" },
      ],
    },
    reach: anywhere,
    starts: 40,
  },
  {
    letter: "d",
    title: "hours that cross UTC midnight",
    resident: {
      username: "west-coast",
      zone: "America/Los_Angeles",
      rules: everyDay(720, 1320),
      types: [{ slug: "talk", durations: [60], step: 15 }, { slug: "long", durations: [180] }],
    },
    reach: (start) => Math.abs(start - Math.round(start / DAY) * DAY) <= 180 * MINUTE,
    starts: 30,
  },
  {
    letter: "e",
    title: "buffers",
    resident: {
      username: "with-buffers",
      zone: "UTC",
      rules: everyDay(480, 1080),
      types: [
        { slug: "talk", durations: [30], step: 10, before: 15, after: 30 },
        { slug: "short", durations: [10], step: 10, after: 5 },
      ],
    },
    reach: anywhere,
    starts: 60,
  },
];

/** What a granted time takes of its host, with and without its buffers. */
export interface Held {
  start: number;
  end: number;
  heldStart: number;
  heldEnd: number;
}

/** What a wish of this shape would hold, by the shape's own table. */
export function heldBy(shape: Shape, { slug, start }: { slug: string; start: number }): Held {
  const type = shape.resident.types.find((type) => type.slug === slug)!;
  const end = start + (type.durations?.[0] ?? 30) * MINUTE;
  const { before = 0, after = 0 } = type;
  return { start, end, heldStart: start - before * MINUTE, heldEnd: end + after * MINUTE };
}

/** The rule of the invariant, once more in a hand of its own. */
export function clash(a: Held, b: Held): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  return first.heldEnd > second.start || first.end > second.heldStart;
}
