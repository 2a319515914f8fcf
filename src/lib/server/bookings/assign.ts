/** Who takes a time that is requested from a team: every required member of a collective, or one member by rotation. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import {
  type AssignedTurn,
  rotationOrder,
  withAssignment,
  withReturn,
} from "$lib/scheduling/rotation.ts";
import { decisionFor, type RotationDecision } from "$lib/scheduling/rotation-decisions.ts";
import { sharedHoldAt } from "$lib/scheduling/shared-slot.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { TypeMember } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import { freshUntil, isFreshEnough } from "../availability/confirmation.ts";
import { membersFreeAt } from "../availability/member-starts.ts";
import { areAllPresent, type HostSnapshot, readPresent } from "../availability/snapshots.ts";
import { isAnyBlocked, isBlocked } from "../store/block-list.ts";
import { getGuards } from "../store/guard.ts";
import { getSlot } from "../store/shared-slots.ts";
import { getRotation, type TeamCommit } from "../store/team-bookings.ts";
import { decideTime, type TimeDecision, type TimeRefusal } from "./decide-time.ts";
import { expireOverdue } from "./expire.ts";
import { guestsHosts, hasTooManyPending, hasTooManyUpcoming } from "./pending-limits.ts";
import { reasonFor, refusedFor } from "./left-members.ts";

/** A time that is to be given to somebody, and for whom. */
export interface TimeRequest {
  type: EventType;
  time: Span;
  now: number;
  guest: { email: string };
  /** Addresses of whom the guest brings along. */
  extraGuests: readonly string[];
  /** The keys under which the booking counts towards the limits of guest and network. */
  limitKeys: readonly string[];
  answers: CalendarAnswers;
  /** Whether the booking waits for the guest's email verification first. */
  emailUnverified: boolean;
  /** Whether there is still time to ask the calendars of a member who was not asked before. */
  mayAsk: boolean;
  /** Bookings that are to take this time: their own holds do not conflict. */
  excludedBookingIds?: readonly string[];
  /** The assignment of a round robin that is given back before it is assigned again, and by whom. */
  returned?: { by: string; turn: AssignedTurn | null };
}

/** The hosts of a booking, the decision on their time, and the rotation after it. */
export interface Assignment {
  snapshots: HostSnapshot[];
  decision: TimeDecision;
  rotation: TeamCommit["rotation"];
  /** What the rotation counts of this assignment; null for a collective and a host. */
  turn: AssignedTurn | null;
  /** To whom a round robin gave it. */
  choice?: RotationDecision;
  /** Optional members among the hosts. */
  optional: string[];
}

/** Why nobody gets a time. */
export type AssignRefusal =
  | TimeRefusal
  | "declined"
  | "invalid"
  | "too-many-pending"
  | "too-many-upcoming";

/** An assignment or a refusal; "lost" to read everything again, `ask` where these hosts' calendars are to be asked first. */
export type AssignResult = Outcome<Assignment, AssignRefusal> | "lost" | { ask: string[] };

/** Decides on a time of a collective: every required member must be free, optional ones join where they are. */
export async function assignCollective(
  app: App,
  required: readonly string[],
  optional: readonly string[],
  request: TimeRequest,
): Promise<AssignResult> {
  const { now } = request;
  const members = await readForTime(app, [...required, ...optional], request);
  if (await expireOverdue(app, members, now)) return "lost";
  const sharing = await hostsOfSharedSlot(app, members, request);
  const snapshots = sharing ? await readForTime(app, sharing, request) : members;
  const needed = sharing ? stillNeeded(sharing, required) : required;
  const blocked = await blockedBy(app, sharing ?? required, request);
  if (blocked.some(Boolean)) return blockRefusal(blocked);
  const decided = await decideFor(app, snapshots, needed, request);
  if (!decided.ok) return decided;
  const limit = await limitReached(app, sharing ?? required, decided.value, request);
  if (limit) return limit;
  const joining: string[] = [];
  for (const hostId of sharing ? [] : optional) {
    const own = await decideFor(app, snapshots, [hostId], request);
    const isFree = own.ok && own.value.approvalReason === null;
    if (isFree && (await blockedBy(app, [hostId], request))[0] === null) joining.push(hostId);
  }
  const ids = sharing ?? [...needed, ...joining];
  if (!areAllPresent(snapshots, ids)) return refused("inactive");
  return accepted({
    snapshots: ids.flatMap((id) => snapshots.filter(({ host }) => host.id === id)),
    decision: decided.value,
    rotation: null,
    turn: null,
    optional: ids.filter((id) => optional.includes(id)),
  });
}

/** Of the hosts who hold a shared slot those whom a further guest needs to be free; the others come along as before. */
function stillNeeded(sharing: readonly string[], required: readonly string[]): readonly string[] {
  const needed = sharing.filter((hostId) => required.includes(hostId));
  return needed.length > 0 ? needed : sharing;
}

/** The hosts of the slot that guests share at this time: a further guest meets the same; null where it is a new meeting. */
async function hostsOfSharedSlot(
  app: App,
  snapshots: readonly HostSnapshot[],
  { type, time, now }: TimeRequest,
): Promise<string[] | null> {
  const held = snapshots.flatMap(({ holds }) => sharedHoldAt(holds, type.id, time, now) ?? [])[0];
  return held ? (await getSlot(app.kv, held.slot))?.hosts ?? null : null;
}

/**
 * Gives a time to one member of a round robin: to the guest's own member where the type prefers that, else by rotation
 * among those who are free. "taken" and "not-offered" where nobody is.
 */
export async function assignByRotation(app: App, request: TimeRequest): Promise<AssignResult> {
  const { type, now } = request;
  const terms = type.team!;
  const { members } = terms;
  const free = await membersFreeAt(app, type, members, request);
  if (!free.ok) return free;
  const blocked = await blockedBy(app, free.value.map(({ hostId }) => hostId), request);
  const unblocked = free.value.filter((_, n) => blocked[n] === null);
  let candidates = await knownFirst(app, type, unblocked, request);
  const left = new Map([
    ...reasonFor("not-free", members, free.value),
    ...reasonFor("guest", free.value, unblocked),
    ...reasonFor("calendar", unblocked, candidates),
  ]);
  const stored = await getRotation(app.kv, type.ownerId, type.id) ?? {};
  const { returned } = request;
  const rotation = returned ? withReturn(stored, returned.turn, returned.by) : stored;
  const known = terms.prefersSameHost ? await guestsHosts(app, type, request) : [];
  let refusal: Refused<AssignRefusal> | null = blocked.some(Boolean) ? blockRefusal(blocked) : null;
  while (candidates.length > 0) {
    const own = candidates.find(({ hostId }) => known.includes(hostId));
    const member = own ?? rotationOrder(rotation, candidates)[0]!;
    const result = await assignTo(app, member, request);
    if (result === "lost" || "ask" in result) return result;
    if (result.ok) {
      const { rotation: is, turn } = withAssignment(rotation, candidates, member.hostId, now);
      const choice = decisionFor(members, member.hostId, { left, isSame: own !== undefined });
      return accepted({ ...result.value, rotation: { typeId: type.id, is }, turn, choice });
    }
    refusal = result;
    left.set(member.hostId, refusedFor(result.refusal.code));
    candidates = candidates.filter((each) => each !== member);
  }
  return refusal ?? await whyNobody(app, members, request);
}

/** Of an instant type those whose calendars are known at that time; all of them where nobody's are. */
async function knownFirst(
  app: App,
  type: EventType,
  members: readonly TypeMember[],
  { time, now }: TimeRequest,
): Promise<TypeMember[]> {
  if (type.decision !== "instant") return [...members];
  const guards = await getGuards(app.kv, members.map(({ hostId }) => hostId));
  const { syncIntervalMs } = app.settings;
  const known = members.filter((_, n) =>
    isFreshEnough(type, freshUntil(guards[n]!.guard, now, syncIntervalMs), time.end)
  );
  return known.length > 0 ? known : [...members];
}

/** Decides for one member of a round robin. */
async function assignTo(
  app: App,
  { hostId }: TypeMember,
  request: TimeRequest,
): Promise<AssignResult> {
  const { type, answers, mayAsk, now } = request;
  const mustAsk = type.decision === "instant" && type.whenCalendarStale !== "ignore";
  if (mustAsk && mayAsk && !answers.has(hostId)) return { ask: [hostId] };
  const snapshots = await readForTime(app, [hostId], request);
  if (await expireOverdue(app, snapshots, now)) return "lost";
  const decided = await decideFor(app, snapshots, [hostId], request);
  if (!decided.ok) return decided;
  const limit = await limitReached(app, [hostId], decided.value, request);
  if (limit) return limit;
  return accepted({ snapshots, decision: decided.value, rotation: null, turn: null, optional: [] });
}

/** The time of so many members is read at once. */
const READ_AT_ONCE = 10;

/** "taken" where a member holds the time or is busy then, else "not-offered". */
async function whyNobody(
  app: App,
  members: readonly TypeMember[],
  request: TimeRequest,
): Promise<Refused<AssignRefusal>> {
  for (let i = 0; i < members.length; i += READ_AT_ONCE) {
    const ids = members.slice(i, i + READ_AT_ONCE).map(({ hostId }) => hostId);
    const snapshots = await readForTime(app, ids, request);
    const each = await Promise.all(ids.map((id) => decideFor(app, snapshots, [id], request)));
    const isTaken = each.some((one) => !one.ok && one.refusal.code === "taken");
    if (isTaken) return refused("taken");
  }
  return refused("not-offered");
}

function readForTime(
  app: App,
  hostIds: readonly string[],
  { type, time }: TimeRequest,
): Promise<HostSnapshot[]> {
  return readPresent(app, hostIds, {
    times: [time],
    offers: { type: () => type, starts: time },
  });
}

function decideFor(
  app: App,
  snapshots: readonly HostSnapshot[],
  hosts: readonly string[],
  { type, time, now, answers, excludedBookingIds = [] }: TimeRequest,
): Promise<Outcome<TimeDecision, TimeRefusal>> {
  const { bufferBefore, bufferAfter } = type;
  return decideTime(snapshots, {
    hosts,
    time: { ...time, bufferBefore, bufferAfter },
    excludedBookingIds,
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
  }, answers);
}

/** The limit of bookings of this guest or network that is reached at one of the hosts; null when none is. */
async function limitReached(
  app: App,
  hosts: readonly string[],
  { status }: TimeDecision,
  { limitKeys, now, emailUnverified }: TimeRequest,
): Promise<Refused<"too-many-pending" | "too-many-upcoming"> | null> {
  for (const hostId of hosts) {
    const isWaiting = status === "PENDING" || emailUnverified;
    if (isWaiting && await hasTooManyPending(app, hostId, limitKeys, now)) {
      return refused("too-many-pending");
    }
    if (status === "CONFIRMED" && await hasTooManyUpcoming(app, hostId, limitKeys, now)) {
      return refused("too-many-upcoming");
    }
  }
  return null;
}

/** Whom each of these hosts blocks: the guest, or somebody whom the guest brings along; null where nobody. */
async function blockedBy(
  app: App,
  hosts: readonly string[],
  { guest, extraGuests }: TimeRequest,
): Promise<("guest" | "extra-guest" | null)[]> {
  return await Promise.all(hosts.map(async (hostId) => {
    if (await isBlocked(app.kv, hostId, guest.email)) return "guest";
    return await isAnyBlocked(app.kv, hostId, extraGuests) ? "extra-guest" : null;
  }));
}

function blockRefusal(
  blocked: readonly ("guest" | "extra-guest" | null)[],
): Refused<"declined" | "invalid"> {
  if (blocked.includes("guest")) return refused("declined");
  return refused("invalid", { fields: { guests: "guests-declined" } });
}
