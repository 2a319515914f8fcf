import type { TypeMember } from "./team-terms.ts";

/** How far a member of a round robin is: the share of all assignments that is theirs, and the assignments they got. */
export interface MemberTurn {
  /** In bookings: each assignment adds weight ÷ sum of weights to every member who could have had it. */
  share: number;
  count: number;
  /** When the last booking was assigned to them, epoch ms; 0 for never. */
  lastAt: number;
  /** When they joined, epoch ms; 0 for those who were there at the first booking. */
  since: number;
}

/** The rotation of a round robin, by the member's host id. */
export type Rotation = Record<string, MemberTurn>;

/** What a booking keeps of its assignment, so that exactly this can be given back. */
export interface AssignedTurn {
  /** When it was assigned, epoch ms. */
  at: number;
  /**
   * Who shared it, the free members of that priority: the end of each id and the weight of then, packed, since a booking
   * with a hundred of them has to fit in a value of the store (64 KiB).
   */
  sharers: string;
  /** Since when its present host has it, epoch ms: later than `at` after a transfer by hand. */
  heldSince: number;
}

type Candidate = Pick<TypeMember, "hostId" | "weight" | "priority">;

const start: MemberTurn = { share: 0, count: 0, lastAt: 0, since: 0 };

/**
 * The free members in the order in which they are asked: of the highest priority whoever would first be owed a whole
 * booking (with equal weights: who has the largest share less count), then who waited longest; then the next priority.
 */
export function rotationOrder<Member extends Candidate>(
  rotation: Rotation,
  free: readonly Member[],
): Member[] {
  const patience = new Map(free.map((member) => {
    const peers = free.filter(({ priority }) => priority === member.priority);
    const part = partOf(member, peers);
    return [member.hostId, patienceOf(balanceOf(rotation, member.hostId) + part, part)];
  }));
  const lastAt = ({ hostId }: Member) => (rotation[hostId] ?? start).lastAt;
  const byPatience = (a: Member, b: Member) => {
    const [one, other] = [patience.get(a.hostId)!, patience.get(b.hostId)!];
    return one.rank - other.rank || one.wait - other.wait;
  };
  return free.toSorted((a, b) =>
    b.priority - a.priority || byPatience(a, b) || lastAt(a) - lastAt(b) ||
    (a.hostId < b.hostId ? -1 : 1)
  );
}

/**
 * How long a member can wait, given share less count after this assignment and their part of each: first who is owed a
 * booking already, by how much; then by the assignments until they are; last who is ahead. In this order, and not by
 * share less count alone, nobody is ever owed more than one booking while all are free.
 */
function patienceOf(balance: number, part: number): { rank: number; wait: number } {
  const owed = rounded(balance);
  if (owed >= rounded(1)) return { rank: 0, wait: -owed };
  return owed > 0 ? { rank: 1, wait: rounded((1 - balance) / part) } : { rank: 2, wait: -owed };
}

/** After an assignment to one of the free members; everybody of the same priority shares it and gets their part of it. */
export function withAssignment(
  rotation: Rotation,
  free: readonly Candidate[],
  chosenId: string,
  now: number,
): { rotation: Rotation; turn: AssignedTurn } {
  const chosen = free.find(({ hostId }) => hostId === chosenId);
  const peers = free.filter(({ priority }) => priority === chosen?.priority);
  const is = { ...rotation };
  for (const peer of peers) {
    const was = is[peer.hostId] ?? start;
    is[peer.hostId] = { ...was, share: was.share + partOf(peer, peers) };
  }
  const was = is[chosenId] ?? start;
  is[chosenId] = { ...was, count: was.count + 1, lastAt: now };
  const sharers = peers.map(({ hostId, weight }) => endOf(hostId) + weight.toString(36)).join("");
  return { rotation: is, turn: { at: now, sharers, heldSince: now } };
}

/**
 * The rotation after an assignment was given back: declined, expired or cancelled before the meeting. Of those who shared
 * it, who is still there pays for it, in the parts of then. Of a holder who has left since, or left and came again, there
 * is nothing to give back, and nobody pays.
 */
export function withReturn(
  rotation: Rotation,
  turn: AssignedTurn | null,
  hostId: string,
): Rotation {
  const holder = rotation[hostId];
  if (!turn || !hasHeld(holder, turn)) return rotation;
  const is = { ...rotation, [hostId]: { ...holder, count: holder.count - 1 } };
  const parts = partsOf(turn);
  const payers = Object.entries(is).flatMap(([id, { since }]) =>
    since <= turn.at && parts.has(endOf(id)) ? [{ id, part: parts.get(endOf(id))! }] : []
  );
  const sum = payers.reduce((all, { part }) => all + part, 0);
  for (const { id, part } of payers) {
    is[id] = { ...is[id]!, share: is[id]!.share - part / sum };
  }
  return is;
}

/** Whether a member has had an assignment since it is theirs, and not left and come again. */
export function hasHeld(
  member: MemberTurn | undefined,
  turn: AssignedTurn,
): member is MemberTurn {
  return member !== undefined && member.since <= turn.heldSince;
}

/** The rotation after an assignment went from one member to another by hand. */
export function withTransfer(rotation: Rotation, from: string, to: string, now: number): Rotation {
  const gave = rotation[from] ?? start, got = rotation[to] ?? start;
  return {
    ...rotation,
    [from]: { ...gave, count: gave.count - 1 },
    [to]: { ...got, count: got.count + 1, lastAt: now },
  };
}

/**
 * The rotation for these members: who joined starts even, and what was open of those who left is settled with those of
 * the others for whom it is nearer to even.
 */
export function withMembers(
  rotation: Rotation,
  memberIds: readonly string[],
  now: number,
): Rotation {
  const open = Object.keys(rotation).filter((id) => !memberIds.includes(id))
    .reduce((sum, id) => sum + balanceOf(rotation, id), 0);
  const joined = { ...start, since: now };
  const is: Rotation = Object.fromEntries(memberIds.map((id) => [id, rotation[id] ?? joined]));
  const settling = memberIds.filter((id) => balanceOf(is, id) * open < 0);
  const theirs = settling.reduce((sum, id) => sum + balanceOf(is, id), 0);
  const ratio = Math.min(1, Math.abs(open / theirs));
  for (const id of settling) {
    is[id] = { ...is[id]!, share: is[id]!.share - ratio * balanceOf(is, id) };
  }
  return is;
}

/** Share less count: how many bookings a member is owed; negative for one who is ahead. */
export function balanceOf(rotation: Rotation, hostId: string): number {
  const { share, count } = rotation[hostId] ?? start;
  return share - count;
}

function partOf(member: Candidate, peers: readonly Candidate[]): number {
  return member.weight / peers.reduce((sum, { weight }) => sum + weight, 0);
}

const END = 8;

/** Enough of a random id to know a member of a team again. */
function endOf(hostId: string): string {
  return hostId.slice(-END).padStart(END);
}

/** Each sharer's part of one booking, by the end of their id. */
function partsOf({ sharers }: AssignedTurn): Map<string, number> {
  const weights = new Map<string, number>();
  for (let at = 0; at < sharers.length; at += END + 1) {
    weights.set(sharers.slice(at, at + END), parseInt(sharers.charAt(at + END), 36));
  }
  const sum = weights.values().reduce((all, weight) => all + weight, 0);
  return new Map(weights.entries().map(([end, weight]) => [end, weight / sum]));
}

/** Sums of thirds and sevenths are compared without their rounding errors. */
function rounded(value: number): number {
  return Math.round(value * 1e6);
}
