/** The shapes in which clients meet, and what each of their requests would hold. */
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { alwaysOpen, everyDay, type ProofHost } from "../../support/proof/proof-hosts.ts";

export interface ContentionPattern {
  label: string;
  title: string;
  /** A host who is seeded with the shape, or a team that is there. */
  owner: ProofHost | { team: string; types: ProofHost["types"] };
  /** How many can be booked at the same time: of a host one, of a team its members. */
  members: number;
  /** Which of a day's offers the clients reach for. */
  reach(start: number): boolean;
  /** How many different starts the clients of one round want. */
  starts: number;
}

const shape = (
  label: string,
  title: string,
  starts: number,
  owner: ProofHost,
  reach: ContentionPattern["reach"] = () => true,
) => ({ label, title, starts, owner, members: 1, reach });

/** Those of a host. */
export const contentionPatterns = [
  shape("a", "one slot", 1, alwaysOpen("one-slot", { slug: "talk", durations: [30] })),
  shape("b", "30 minutes every 15", 31, {
    username: "every-quarter",
    zone: "UTC",
    rules: everyDay(540, 1020),
    types: [{ slug: "talk", durations: [30], slotInterval: 15 }],
  }),
  shape("c", "two types of one host", 40, {
    username: "two-types",
    zone: "Europe/Berlin",
    rules: everyDay(540, 1020),
    types: [
      { slug: "talk", durations: [30], slotInterval: 15 },
      { slug: "coffee", durations: [15], decision: "instant" },
    ],
  }),
  shape(
    "d",
    "hours that cross UTC midnight",
    30,
    {
      username: "west-coast",
      zone: "America/Los_Angeles",
      rules: everyDay(720, 1320),
      types: [{ slug: "talk", durations: [60], slotInterval: 15 }, {
        slug: "long",
        durations: [180],
      }],
    },
    (start) => Math.abs(start - Math.round(start / DAY) * DAY) <= 180 * MINUTE,
  ),
  shape("e", "buffers", 60, {
    username: "with-buffers",
    zone: "UTC",
    rules: everyDay(480, 1080),
    types: [
      { slug: "talk", durations: [30], slotInterval: 10, bufferBefore: 15, bufferAfter: 30 },
      { slug: "short", durations: [10], slotInterval: 10, bufferAfter: 5 },
    ],
  }),
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
  const type = shape.owner.types.find((type) => type.slug === slug)!;
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
