import type { TypeMember } from "./team-terms.ts";

/** How far a member of a round robin is: the share of all assignments that is theirs, and the assignments they got. */
export interface MemberTurn {
  /** In bookings: each assignment adds weight ÷ sum of weights to every member who could have had it. */
  share: number;
  count: number;
  /** When the last booking was assigned to them, epoch ms; 0 for never. */
  lastAt: number;
}

/** The rotation of a round robin, by the member's host id. */
export type Rotation = Record<string, MemberTurn>;

type Candidate = Pick<TypeMember, "hostId" | "weight" | "priority">;

const start: MemberTurn = { share: 0, count: 0, lastAt: 0 };

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

/** The rotation after an assignment to one of the free members: everybody of that priority gets their part of it. */
export function withAssignment(
  rotation: Rotation,
  free: readonly Candidate[],
  chosenId: string,
  now: number,
): Rotation {
  const chosen = free.find(({ hostId }) => hostId === chosenId);
  const peers = free.filter(({ priority }) => priority === chosen?.priority);
  const is = { ...rotation };
  for (const member of peers) {
    const was = is[member.hostId] ?? start;
    is[member.hostId] = { ...was, share: was.share + partOf(member, peers) };
  }
  const was = is[chosenId] ?? start;
  is[chosenId] = { ...was, count: was.count + 1, lastAt: now };
  return is;
}

/** The rotation after an assignment was given back: declined, expired or cancelled before the meeting. */
export function withReturn(
  rotation: Rotation,
  members: readonly Candidate[],
  hostId: string,
): Rotation {
  const member = members.find((each) => each.hostId === hostId);
  const was = rotation[hostId];
  if (!member || !was) return rotation;
  const peers = members.filter(({ priority }) => priority === member.priority);
  const is = { ...rotation, [hostId]: { ...was, count: was.count - 1 } };
  for (const peer of peers) {
    const turn = is[peer.hostId] ?? start;
    is[peer.hostId] = { ...turn, share: turn.share - partOf(peer, peers) };
  }
  return is;
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
export function withMembers(rotation: Rotation, memberIds: readonly string[]): Rotation {
  const open = Object.keys(rotation).filter((id) => !memberIds.includes(id))
    .reduce((sum, id) => sum + balanceOf(rotation, id), 0);
  const is: Rotation = Object.fromEntries(memberIds.map((id) => [id, rotation[id] ?? start]));
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

/** Sums of thirds and sevenths are compared without their rounding errors. */
function rounded(value: number): number {
  return Math.round(value * 1e6);
}
