/** The shapes in which clients meet, and what each of their requests would hold. */
import { everyDay, type ProofHost } from "../../support/proof/proof-hosts.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

export interface ContentionPattern {
  label: string;
  title: string;
  resident: ProofHost;
  /** Which of a day's offers the clients reach for. */
  reach(start: number): boolean;
  /** How many different starts the clients of one round want. */
  starts: number;
}

const whole = everyDay(0, 1440);
const anywhere = () => true;

export const contentionPatterns: ContentionPattern[] = [
  {
    label: "a",
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
    label: "b",
    title: "30 minutes every 15",
    resident: {
      username: "every-quarter",
      zone: "UTC",
      rules: everyDay(540, 1020),
      types: [{ slug: "talk", durations: [30], slotInterval: 15 }],
    },
    reach: anywhere,
    starts: 31,
  },
  {
    label: "c",
    title: "two types of one host",
    resident: {
      username: "two-types",
      zone: "Europe/Berlin",
      rules: everyDay(540, 1020),
      types: [
        { slug: "talk", durations: [30], slotInterval: 15 },
        { slug: "coffee", durations: [15], decision: "instant" },
      ],
    },
    reach: anywhere,
    starts: 40,
  },
  {
    label: "d",
    title: "hours that cross UTC midnight",
    resident: {
      username: "west-coast",
      zone: "America/Los_Angeles",
      rules: everyDay(720, 1320),
      types: [{ slug: "talk", durations: [60], slotInterval: 15 }, {
        slug: "long",
        durations: [180],
      }],
    },
    reach: (start) => Math.abs(start - Math.round(start / DAY) * DAY) <= 180 * MINUTE,
    starts: 30,
  },
  {
    label: "e",
    title: "buffers",
    resident: {
      username: "with-buffers",
      zone: "UTC",
      rules: everyDay(480, 1080),
      types: [
        { slug: "talk", durations: [30], slotInterval: 10, bufferBefore: 15, bufferAfter: 30 },
        { slug: "short", durations: [10], slotInterval: 10, bufferAfter: 5 },
      ],
    },
    reach: anywhere,
    starts: 60,
  },
];

/** What a granted time takes of its host, with and without its buffers. */
export interface RaceHold {
  start: number;
  end: number;
  heldStart: number;
  heldEnd: number;
}

/** What a request of this shape would hold, by the shape's own table. */
export function heldBy(
  shape: ContentionPattern,
  { slug, start }: { slug: string; start: number },
): RaceHold {
  const type = shape.resident.types.find((type) => type.slug === slug)!;
  const end = start + (type.durations?.[0] ?? 30) * MINUTE;
  const { bufferBefore = 0, bufferAfter = 0 } = type;
  return {
    start,
    end,
    heldStart: start - bufferBefore * MINUTE,
    heldEnd: end + bufferAfter * MINUTE,
  };
}

/** The rule of the invariant, once more in a hand of its own. */
export function clash(a: RaceHold, b: RaceHold): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  return first.heldEnd > second.start || first.end > second.heldStart;
}
