/** Which member of a round robin takes the times that are requested. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  accepted,
  type Outcome,
  type RefusalCode,
  type Refused,
  refused,
} from "$lib/scheduling/outcome.ts";
import {
  type Rotation,
  rotationOrder,
  withAssignment,
  withReturn,
} from "$lib/scheduling/rotation.ts";
import { decisionFor, type SkipReason } from "$lib/scheduling/rotation-decisions.ts";
import type { TypeMember } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import { freshUntil, isFreshEnough } from "../availability/confirmation.ts";
import { membersFreeAt } from "../availability/member-starts.ts";
import { getGuards } from "../kv/guard.ts";
import { getRotation } from "../store/team-bookings.ts";
import {
  assignEach,
  assigned,
  type Assignment,
  type AssignRefusal,
  type AssignResult,
  blockedBy,
  blockRefusal,
  decideFor,
  limitReached,
  readForTimes,
  type TimeRequest,
} from "./assign.ts";
import { expireOverdue } from "./expire.ts";
import { guestsHosts } from "./pending-limits.ts";

/**
 * Gives the times to one member of a round robin: to the guest's own member where the type prefers that, else by rotation
 * among those who are free. Where nobody is, a date is refused that nobody can take; where somebody can take each, those
 * that the member who has most of them free cannot.
 */
export async function assignByRotation(app: App, request: TimeRequest): Promise<AssignResult> {
  const { type, now, dates } = request;
  const terms = type.team!;
  const { members } = terms;
  const freeOn = await Promise.all(
    dates.map(({ time }) => membersFreeAt(app, type, members, { ...request, time })),
  );
  const reasons = freeOn.flatMap((each) => each.ok ? [] : [each]);
  if (reasons.length === dates.length) return reasons;
  const free = bestFirst(members, freeOn, request).flat();
  const blocked = await blockedBy(app, free.map(({ hostId }) => hostId), request);
  const unblocked = free.filter((_, n) => blocked[n] === null);
  const stored = await getRotation(app.kv, type.ownerId, type.id) ?? {};
  const { returned } = request;
  const rotation = returned ? withReturn(stored, returned.turn, returned.by) : stored;
  const known = terms.prefersSameHost ? await guestsHosts(app, type, request) : [];
  let refusal: Refused<AssignRefusal> | null = blocked.some(Boolean) ? blockRefusal(blocked) : null;
  const tried: [string, SkipReason][] = [];
  for (const equals of bestFirst(unblocked, freeOn, request)) {
    let candidates = await knownFirst(app, type, equals, request);
    const left = [
      ...reasonFor("not-free", members, equals),
      ...reasonFor("guest", free, unblocked),
      ...reasonFor("calendar", equals, candidates),
    ];
    while (candidates.length > 0) {
      const own = candidates.find(({ hostId }) => known.includes(hostId));
      const { hostId } = own ?? rotationOrder(rotation, candidates)[0]!;
      const outcomes = await assignTo(app, hostId, request);
      if (!Array.isArray(outcomes)) return outcomes;
      if (request.isPartial ? outcomes.some(({ ok }) => ok) : outcomes.every(({ ok }) => ok)) {
        const reasons = { left: new Map([...left, ...tried]), isSame: own !== undefined };
        const choice = decisionFor(members, hostId, reasons);
        let is: Rotation = rotation;
        return outcomes.map((outcome): Outcome<Assignment, AssignRefusal> => {
          if (!outcome.ok) return outcome;
          const { rotation: next, turn } = withAssignment(is, candidates, hostId, now);
          is = next;
          return accepted({ ...outcome.value, rotation: { typeId: type.id, is }, turn, choice });
        });
      }
      refusal = outcomes.find((outcome) => !outcome.ok)!;
      tried.push([hostId, refusedFor(refusal.refusal.code)]);
      candidates = candidates.filter((each) => each.hostId !== hostId);
    }
  }
  const why = refusal ?? await whyNobody(app, members, freeOn, request);
  return dates.map(() => why);
}

type FreeOn = Outcome<TypeMember[], "inactive" | "not-offered">;

/**
 * The members who have all of the dates free; for a request for some of them those who have most of them free, then those
 * who have fewer.
 */
function bestFirst(
  members: readonly TypeMember[],
  freeOn: readonly FreeOn[],
  { isPartial = false }: TimeRequest,
): TypeMember[][] {
  const byCount = Map.groupBy(members, (member) => countOf(member, freeOn));
  const counts = isPartial ? [...byCount.keys()].toSorted((a, b) => b - a) : [freeOn.length];
  return counts.flatMap((count) => count > 0 ? [byCount.get(count) ?? []] : []);
}

function countOf({ hostId }: TypeMember, freeOn: readonly FreeOn[]): number {
  return freeOn.filter((each) => each.ok && each.value.some((one) => one.hostId === hostId)).length;
}

/** Of an instant type those whose calendars are known at that time; all of them where nobody's are. */
async function knownFirst(
  app: App,
  type: EventType,
  members: readonly TypeMember[],
  { dates, now }: TimeRequest,
): Promise<TypeMember[]> {
  if (type.decision !== "instant") return [...members];
  const guards = await getGuards(app.kv, members.map(({ hostId }) => hostId));
  const { syncIntervalMs } = app.settings;
  const end = Math.max(...dates.map(({ time }) => time.end));
  const known = members.filter((_, n) =>
    isFreshEnough(type, freshUntil(guards[n]!.guard, now, syncIntervalMs), end)
  );
  return known.length > 0 ? known : [...members];
}

/** Decides for one member of a round robin. */
async function assignTo(
  app: App,
  hostId: string,
  request: TimeRequest,
): Promise<AssignResult> {
  const { type, dates, mayAsk, now } = request;
  const mustAsk = type.decision === "instant" && type.whenCalendarStale !== "ignore";
  if (mustAsk && mayAsk && dates.some(({ answers }) => !answers.has(hostId))) {
    return { ask: [hostId] };
  }
  const snapshots = await readForTimes(app, [hostId], request);
  if (await expireOverdue(app, snapshots, now)) return "lost";
  return await assignEach(request, async (date) => {
    const decided = await decideFor(app, snapshots, [hostId], date);
    if (!decided.ok) return decided;
    const limit = await limitReached(app, [hostId], decided.value, date);
    return limit ?? accepted(assigned(snapshots, decided.value));
  });
}

/** The time of so many members is read at once. */
const READ_AT_ONCE = 10;

/**
 * The dates that nobody can take, or where somebody can take each, those that the member who has most of them free
 * cannot; "taken" where a member holds one of them or is busy then, else "not-offered".
 */
async function whyNobody(
  app: App,
  members: readonly TypeMember[],
  freeOn: readonly FreeOn[],
  request: TimeRequest,
): Promise<Refused<AssignRefusal>> {
  const isForNobody = freeOn.map((each) => !each.ok || each.value.length === 0);
  const most = Math.max(...members.map((member) => countOf(member, freeOn)));
  const best = members.find((member) => countOf(member, freeOn) === most);
  const isFor = (hostId: string | undefined, each: FreeOn) =>
    each.ok && each.value.some((one) => one.hostId === hostId);
  const dates = request.dates.filter((_, n) =>
    isForNobody.includes(true) ? isForNobody[n] : !isFor(best?.hostId, freeOn[n]!)
  );
  const isTaken = await isAnyTaken(app, members, { ...request, dates });
  const code = isTaken ? "taken" : "not-offered";
  if (request.dates.length === 1) return refused(code);
  return refused(code, { dates: dates.map(({ time }) => time.start) });
}

/** Whether a member holds one of the times or is busy then. */
async function isAnyTaken(
  app: App,
  members: readonly TypeMember[],
  request: TimeRequest,
): Promise<boolean> {
  for (let i = 0; i < members.length; i += READ_AT_ONCE) {
    const ids = members.slice(i, i + READ_AT_ONCE).map(({ hostId }) => hostId);
    const snapshots = await readForTimes(app, ids, request);
    for (const date of request.dates) {
      const asked = { ...request, ...date, earlier: [], confirmed: 0 };
      const each = await Promise.all(ids.map((id) => decideFor(app, snapshots, [id], asked)));
      if (each.some((one) => !one.ok && one.refusal.code === "taken")) return true;
    }
  }
  return false;
}

/** The members who are no longer among those who could have it, with the reason. */
function reasonFor(
  reason: SkipReason,
  members: readonly TypeMember[],
  staying: readonly TypeMember[],
): [string, SkipReason][] {
  return members.filter((member) => !staying.includes(member))
    .map(({ hostId }) => [hostId, reason]);
}

/** The reason that a refusal to give it to one member stands for. */
function refusedFor(code: RefusalCode): SkipReason {
  return code === "too-many-pending" || code === "too-many-upcoming" ? "guest" : "not-free";
}
