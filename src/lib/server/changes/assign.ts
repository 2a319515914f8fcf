/** Who takes times that are requested: the owner, every required member of a collective, or one member by rotation. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import type { AssignedTurn } from "$lib/scheduling/rotation.ts";
import type { RotationDecision } from "$lib/scheduling/rotation-decisions.ts";
import { sharedHoldAt } from "$lib/scheduling/shared-slot.ts";
import { type Span, spanOf } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import {
  areAllActive,
  type HostSnapshot,
  readPresent,
  withHolds,
} from "../availability/snapshots.ts";
import { isAnyBlocked, isBlocked } from "../store/block-list.ts";
import { getSlot } from "../store/shared-slots.ts";
import type { TeamCommit } from "../store/team-bookings.ts";
import { decideTime, type TimeDecision, type TimeRefusal } from "./decide-time.ts";
import { expireOverdue } from "./expire.ts";
import { hasTooManyPending, hasTooManyUpcoming } from "./pending-limits.ts";

/** Times that are to be given to somebody, and for whom. */
export interface TimeRequest {
  type: EventType;
  /** One date, or those of a series, each with what the calendars answered about it. */
  dates: readonly AskedDate[];
  now: number;
  guest: { email: string };
  /** Addresses of whom the guest brings along. */
  extraGuests: readonly string[];
  /** The keys under which the bookings count towards the limits of guest and network. */
  limitKeys: readonly string[];
  /** Whether the bookings wait for the guest's email verification first. */
  emailUnverified: boolean;
  /** Whether there is still time to ask the calendars of a member who was not asked before. */
  mayAsk: boolean;
  /** Bookings that are to take this time: their own holds do not conflict. */
  excludedBookingIds?: readonly string[];
  /** The assignment of a round robin that is given back before it is assigned again, and by whom. */
  returned?: { by: string; turn: AssignedTurn | null };
  /** Whether a member of a round robin may take some of the dates; missing takes all of them or none. */
  isPartial?: boolean;
}

/** A date and what the calendars answered about it before the lock was taken. */
export interface AskedDate {
  time: Span;
  answers: CalendarAnswers;
}

/** One date of a request, with the dates that were given before it. */
export interface DateRequest extends TimeRequest, AskedDate {
  earlier: readonly Hold[];
  /** How many of them were confirmed at once. */
  confirmed: number;
}

/** The hosts of a booking, the decision on their time, and the rotation after it. */
export interface Assignment {
  snapshots: readonly HostSnapshot[];
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

/** What became of each date; "lost" to read everything again, `ask` where these hosts' calendars are to be asked first. */
export type AssignResult = Outcome<Assignment, AssignRefusal>[] | "lost" | { ask: string[] };

/** Decides on the dates in their order; each one that is given counts against the limits of the next. */
export async function assignEach(
  request: TimeRequest,
  assign: (date: DateRequest) => Promise<Outcome<Assignment, AssignRefusal>>,
): Promise<Outcome<Assignment, AssignRefusal>[]> {
  const { type: { id: typeId, bufferBefore, bufferAfter } } = request;
  const outcomes: Outcome<Assignment, AssignRefusal>[] = [], earlier: Hold[] = [];
  let confirmed = 0;
  for (const [n, date] of request.dates.entries()) {
    const outcome = await assign({ ...request, ...date, earlier, confirmed });
    outcomes.push(outcome);
    if (!outcome.ok) continue;
    if (outcome.value.decision.isConfirmed) confirmed++;
    const slot = `date ${n}`;
    const place = { ...date.time, bufferBefore, bufferAfter };
    earlier.push({ ...place, slot, bookingIds: [slot], typeId, expiresAt: null });
  }
  return outcomes;
}

/** Decides on times of a host's own event type. */
export function assignOwner(
  app: App,
  snapshots: readonly HostSnapshot[],
  request: TimeRequest,
): Promise<Outcome<Assignment, AssignRefusal>[]> {
  const hosts = snapshots.map(({ host }) => host.id);
  return assignEach(request, async (date) => {
    const decided = await decideFor(app, snapshots, hosts, date);
    return decided.ok ? accepted(assigned(snapshots, decided.value)) : decided;
  });
}

/** An assignment without a rotation. */
export function assigned(snapshots: readonly HostSnapshot[], decision: TimeDecision): Assignment {
  return { snapshots, decision, rotation: null, turn: null, optional: [] };
}

/** Decides on times of a collective: every required member must be free, optional ones join where they are. */
export async function assignCollective(
  app: App,
  required: readonly string[],
  optional: readonly string[],
  request: TimeRequest,
): Promise<AssignResult> {
  const members = await readForTimes(app, [...required, ...optional], request);
  if (await expireOverdue(app, members, request.now)) return "lost";
  return await assignEach(request, (date) => assignAll(app, { required, optional, members }, date));
}

async function assignAll(
  app: App,
  { required, optional, members }: {
    required: readonly string[];
    optional: readonly string[];
    members: readonly HostSnapshot[];
  },
  request: DateRequest,
): Promise<Outcome<Assignment, AssignRefusal>> {
  const sharing = await hostsOfSharedSlot(app, members, request);
  const snapshots = sharing ? await readForTimes(app, sharing, request) : members;
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
  if (!areAllActive(snapshots, ids)) return refused("inactive");
  const present = ids.flatMap((id) => snapshots.filter(({ host }) => host.id === id));
  return accepted({
    ...assigned(present, decided.value),
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
  { type, time, now }: DateRequest,
): Promise<string[] | null> {
  const held = snapshots.flatMap(({ holds }) => sharedHoldAt(holds, type.id, time, now) ?? [])[0];
  return held ? (await getSlot(app.kv, held.slot))?.hosts ?? null : null;
}

/** What is decided on for any of the dates is read at once. */
export function readForTimes(
  app: App,
  hostIds: readonly string[],
  { type, dates }: Pick<TimeRequest, "type" | "dates">,
): Promise<HostSnapshot[]> {
  const times = dates.map(({ time }) => time);
  return readPresent(app, hostIds, {
    times,
    offers: { type: () => type, starts: spanOf(times) },
  });
}

export function decideFor(
  app: App,
  snapshots: readonly HostSnapshot[],
  hosts: readonly string[],
  { type, time, now, answers, earlier, excludedBookingIds = [] }: DateRequest,
): Promise<Outcome<TimeDecision, TimeRefusal>> {
  const { bufferBefore, bufferAfter } = type;
  return decideTime(snapshots.map((snapshot) => withHolds(snapshot, earlier)), {
    hosts,
    time: { ...time, bufferBefore, bufferAfter },
    excludedBookingIds,
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
  }, answers);
}

/** The limit of bookings of this guest or network that is reached at one of the hosts; null when none is. */
export async function limitReached(
  app: App,
  hosts: readonly string[],
  { isConfirmed }: TimeDecision,
  { limitKeys, now, emailUnverified, confirmed }: DateRequest,
): Promise<Refused<"too-many-pending" | "too-many-upcoming"> | null> {
  for (const hostId of hosts) {
    const isWaiting = !isConfirmed || emailUnverified;
    if (isWaiting && await hasTooManyPending(app, hostId, limitKeys, now)) {
      return refused("too-many-pending");
    }
    const isFull = isConfirmed &&
      await hasTooManyUpcoming(app, hostId, limitKeys, now, confirmed + 1);
    if (isFull) return refused("too-many-upcoming");
  }
  return null;
}

/** Whom each of these hosts blocks: the guest, or somebody whom the guest brings along; null where nobody. */
export async function blockedBy(
  app: App,
  hosts: readonly string[],
  { guest, extraGuests }: Pick<TimeRequest, "guest" | "extraGuests">,
): Promise<("guest" | "extra-guest" | null)[]> {
  return await Promise.all(hosts.map(async (hostId) => {
    if (await isBlocked(app.kv, hostId, guest.email)) return "guest";
    return await isAnyBlocked(app.kv, hostId, extraGuests) ? "extra-guest" : null;
  }));
}

export function blockRefusal(
  blocked: readonly ("guest" | "extra-guest" | null)[],
): Refused<"declined" | "invalid"> {
  if (blocked.includes("guest")) return refused("declined");
  return refused("invalid", { fields: { guests: "guests-declined" } });
}
