import type { TypeMember } from "./team-terms.ts";

/** Why another member than this one was given a booking. The order is stored: new ones come last. */
export const skipReasons = [
  "not-free",
  "calendar",
  "guest",
  "declined",
  "priority",
  "same-member",
  "turn",
] as const;
export type SkipReason = typeof skipReasons[number];

/** To whom a round robin gave a booking, and why not to each of the others. */
export interface RotationDecision {
  chosenId: string;
  skipped: Record<string, SkipReason>;
}

/** The decisions of a date by member: how often they were chosen, then how often skipped, by reason. */
export type DecidedCounts = Record<string, number[]>;

type Candidate = Pick<TypeMember, "hostId" | "priority">;

/** The decision for one of the members; `left` are those who could not have it, `isSame` tells that the guest had met the chosen one before. */
export function decisionFor(
  members: readonly Candidate[],
  chosenId: string,
  { left, isSame = false }: { left: ReadonlyMap<string, SkipReason>; isSame?: boolean },
): RotationDecision {
  const chosen = members.find(({ hostId }) => hostId === chosenId);
  const others = members.filter((member) => member !== chosen);
  const free = ({ priority }: Candidate): SkipReason =>
    isSame ? "same-member" : priority < (chosen?.priority ?? 0) ? "priority" : "turn";
  return {
    chosenId,
    skipped: Object.fromEntries(
      others.map((member) => [member.hostId, left.get(member.hostId) ?? free(member)]),
    ),
  };
}

/** The counts with one decision more. */
export function withDecision(
  was: Readonly<DecidedCounts>,
  { chosenId, skipped }: RotationDecision,
): DecidedCounts {
  const is = { ...was };
  const add = (hostId: string, at: number) => {
    const counts = is[hostId] ?? [0, ...skipReasons.map(() => 0)];
    is[hostId] = counts.with(at, counts[at]! + 1);
  };
  add(chosenId, 0);
  for (const [hostId, reason] of Object.entries(skipped)) {
    add(hostId, 1 + skipReasons.indexOf(reason));
  }
  return is;
}

/** What was decided of one member. */
export interface MemberDecisions {
  chosen: number;
  skipped: Record<SkipReason, number>;
}

/** The decisions of several dates on one member. */
export function decisionsOn(hostId: string, dates: readonly DecidedCounts[]): MemberDecisions {
  const sum = (at: number) => dates.reduce((all, counts) => all + (counts[hostId]?.[at] ?? 0), 0);
  const skipped = skipReasons.map((reason, n) => [reason, sum(1 + n)] as const);
  return { chosen: sum(0), skipped: Object.fromEntries(skipped) as Record<SkipReason, number> };
}
