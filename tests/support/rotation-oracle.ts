/**
 * A second opinion on the rotation of a round robin, in whole numbers of one common denominator: it keeps who was free
 * at each assignment and who got it, and counts everything anew from that list.
 */
export class RotationOracle {
  #history: Assigned[] = [];
  /** Whom something was given to, in order. */
  #given: string[] = [];

  /** The member whom the next booking goes to, who is then remembered as having got it; and its number. */
  assign(free: readonly Candidate[]): { n: number; chosenId: string } {
    const top = Math.max(...free.map(({ priority }) => priority));
    const eligible = free.filter(({ priority }) => priority === top);
    let chosen = eligible[0]!;
    for (const rival of eligible) {
      if (rival !== chosen && this.#goesBefore(rival, chosen, eligible)) chosen = rival;
    }
    const { hostId: chosenId } = chosen;
    this.#given.push(chosenId);
    return { n: this.#history.push({ free: eligible, chosenId, isReturned: false }) - 1, chosenId };
  }

  /** That booking is as if it had never been. */
  giveBack(n: number): void {
    this.#history[n]!.isReturned = true;
  }

  /** That booking goes to another member by hand. */
  transfer(n: number, to: string): void {
    this.#history[n]!.chosenId = to;
    this.#given.push(to);
  }

  /** Share less count, in parts of the common denominator. */
  owed(hostId: string): bigint {
    let owed = 0n;
    for (const { free, chosenId, isReturned } of this.#history) {
      if (isReturned) continue;
      const member = free.find((each) => each.hostId === hostId);
      if (member) owed += part(member, free);
      if (chosenId === hostId) owed -= ROTATION_DENOMINATOR;
    }
    return owed;
  }

  #goesBefore(one: Candidate, other: Candidate, free: readonly Candidate[]): boolean {
    const [a, b] = [one, other].map((member) => this.owed(member.hostId) + part(member, free));
    const [rankA, rankB] = [rankOf(a!), rankOf(b!)];
    if (rankA !== rankB) return rankA < rankB;
    const waits = (owed: bigint, { weight }: Candidate) => [ROTATION_DENOMINATOR - owed, weight];
    if (rankA === "1: owed soon") {
      const [leftA, weightA] = waits(a!, one), [leftB, weightB] = waits(b!, other);
      const difference = BigInt(leftA!) * BigInt(weightB!) - BigInt(leftB!) * BigInt(weightA!);
      if (difference !== 0n) return difference < 0n;
    } else if (a !== b) return a! > b!;
    const [lastA, lastB] = [one, other].map(({ hostId }) => this.#given.lastIndexOf(hostId));
    return lastA === lastB ? one.hostId < other.hostId : lastA! < lastB!;
  }
}

interface Assigned {
  free: readonly Candidate[];
  chosenId: string;
  isReturned: boolean;
}

interface Candidate {
  hostId: string;
  weight: number;
  priority: number;
}

/** Divisible by every sum of weights of up to eight members. */
export const ROTATION_DENOMINATOR = Array.from({ length: 80 }, (_, i) => BigInt(i + 1))
  .reduce((multiple, n) => multiple * n / commonDivisor(multiple, n));

function part({ weight }: Candidate, free: readonly Candidate[]): bigint {
  const all = free.reduce((sum, each) => sum + each.weight, 0);
  return ROTATION_DENOMINATOR * BigInt(weight) / BigInt(all);
}

function rankOf(owed: bigint): string {
  if (owed >= ROTATION_DENOMINATOR) return "0: owed";
  return owed > 0n ? "1: owed soon" : "2: ahead";
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}
