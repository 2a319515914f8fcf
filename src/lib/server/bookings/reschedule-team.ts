/** A team booking at another time: who of the team takes it there. */
import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { proposerOf } from "$lib/scheduling/proposed-times.ts";
import { rescheduleBooking, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { AssignedTurn } from "$lib/scheduling/rotation.ts";
import { MAX_BOOKING_HOSTS, optionalMembers } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import {
  assignCollective,
  type Assignment,
  type AssignRefusal,
  type AssignResult,
  type TimeRequest,
} from "../changes/assign.ts";
import { assignByRotation } from "../changes/assign-rotation.ts";
import type { BookingChange } from "../changes/make-change.ts";
import {
  decideTime,
  type HostTimeRefusal,
  type TimeDecision,
  type TimeRefusal,
} from "../changes/decide-time.ts";
import { freeAmong } from "../changes/free-members.ts";

/** A booking, its new time and the snapshots of its hosts. */
export interface RescheduleAttempt {
  was: Booking;
  now: number;
  snapshots: HostSnapshot[];
  to: Span;
  /** Bookings that give up their time in the same commit. */
  movedWith?: readonly string[];
}

/** A change with what was decided about its time, a refusal, "lost" to read everything again, or the hosts whose calendars are to be asked first. */
export type TeamReschedule =
  | Outcome<BookingChange & { time: TimeDecision }, TimeRefusal | StateRefusal>
  | "lost"
  | { ask: string[] };

/** What a reschedule by the guest goes by. */
interface GuestReschedule {
  type: EventType;
  answers: CalendarAnswers;
  /** Whether there is still time to ask the calendars of further members. */
  mayAsk: boolean;
}

/** Reschedules for the guest to who of the team takes the new time; null where its present hosts decide on it. */
export async function rescheduleInTeam(
  app: App,
  attempt: RescheduleAttempt,
  { type, answers, mayAsk }: GuestReschedule,
): Promise<TeamReschedule | null> {
  const { was } = attempt;
  // A confirmed meeting that requires approval keeps its time and its hosts until the request is decided.
  if (isConfirmed(was) && type.decision === "approval") return null;
  const request = { ...timeRequestOf(attempt, { type, answers }), mayAsk };
  if (was.team?.mode === "collective") {
    const all = [decidingHosts(was), optionalFor(was, type)] as const;
    const assigned = firstOf(await assignCollective(app, ...all, { ...request, mayAsk: false }));
    return mustBeAsked(attempt.was, assigned) ? null : asReschedule(attempt, assigned);
  }
  // A time that was proposed is one with those who were to be met.
  const keepsHost = (was.team?.keepsHost ?? true) || proposerOf(was, attempt.to.start) !== null;
  if (keepsHost && await isFreeForOwn(app, attempt, answers)) return null;
  const returned = { by: was.hosts[0] ?? "", turn: was.team?.turn ?? null };
  const assigned = firstOf(await assignByRotation(app, { ...request, returned }));
  return mustBeAsked(was, assigned) ? refused("taken") : asReschedule(attempt, assigned);
}

/** What became of the new time. */
type NewTime = Outcome<Assignment, AssignRefusal> | Exclude<AssignResult, unknown[]>;

function firstOf(result: AssignResult): NewTime {
  return Array.isArray(result) ? result[0]! : result;
}

/** Whether the member of a round robin has the new time free. */
async function isFreeForOwn(
  app: App,
  { was, now, snapshots, to }: RescheduleAttempt,
  answers: CalendarAnswers,
): Promise<boolean> {
  const { bufferBefore, bufferAfter } = was;
  const decided = await decideTime(snapshots, {
    hosts: was.hosts,
    time: { ...to, bufferBefore, bufferAfter },
    excludedBookingIds: [was.id],
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
  }, answers);
  return decided.ok;
}

/** Whether a confirmed meeting would need its hosts' approval at the new time, as not all calendars have answered. */
function mustBeAsked(
  was: Booking,
  assigned: NewTime,
): boolean {
  return isConfirmed(was) && typeof assigned === "object" && "ok" in assigned &&
    assigned.ok && !assigned.value.decision.isConfirmed;
}

/** The optional members who may come along: those of the booking, and further ones of its type, as many as one commit can have. */
export function optionalFor(was: Booking, { team }: EventType): string[] {
  const present = was.hosts.filter((hostId) => was.team?.optional.includes(hostId));
  const others = (team ? optionalMembers(team) : []).filter((hostId) =>
    !was.hosts.includes(hostId) && !was.team?.withdrawn.includes(hostId)
  );
  return [...present, ...others.slice(0, Math.max(0, MAX_BOOKING_HOSTS - was.hosts.length))];
}

/**
 * Reschedules a collective for one of its members. From the dashboard as a host's own meeting; an entry moved in a
 * calendar overrides the mover's time alone, and needs all other required members free with calendars that answer.
 */
export async function rescheduleCollectiveByHost(
  app: App,
  { was, now, snapshots, to }: RescheduleAttempt,
  { hostId, actor, calendars, answers }: {
    hostId: string;
    actor: "host" | "calendar";
    calendars: readonly string[] | "all";
    answers: CalendarAnswers;
  },
): Promise<Outcome<BookingChange, HostTimeRefusal | StateRefusal>> {
  const required = decidingHosts(was);
  const moving = actor === "calendar" ? [hostId] : required;
  const { bufferBefore, bufferAfter } = was;
  const decided = await decideTime(snapshots, {
    hosts: moving,
    time: { ...to, bufferBefore, bufferAfter },
    excludedBookingIds: [was.id],
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
    overrides: { hostId, calendars },
  });
  if (!decided.ok) return decided;
  const others = snapshots.filter(({ host }) =>
    was.hosts.includes(host.id) && !moving.includes(host.id)
  );
  const booking = { ...was, ...to, rescheduleRequest: null };
  const free = await freeAmong(app, {
    booking,
    snapshots: others,
    answers: actor === "calendar" ? answers : null,
  });
  const coming = was.hosts.filter((each) => moving.includes(each) || free.includes(each));
  if (!required.every((each) => coming.includes(each))) return refused("taken");
  return rescheduledTo({ was, now, to }, { hosts: coming, by: actor });
}

function timeRequestOf(
  { was, now, to }: Pick<RescheduleAttempt, "was" | "now" | "to">,
  { type, answers }: { type: EventType; answers: CalendarAnswers },
): Omit<TimeRequest, "mayAsk"> {
  return {
    type,
    dates: [{ time: to, answers }],
    now,
    guest: was.guest,
    extraGuests: was.extraGuests,
    // It takes the place of a booking that is counted already.
    limitKeys: [],
    emailUnverified: was.emailUnverified,
    excludedBookingIds: [was.id],
  };
}

function asReschedule(attempt: RescheduleAttempt, assigned: NewTime): TeamReschedule {
  if (assigned === "lost" || "ask" in assigned) return assigned;
  if (!assigned.ok) {
    const { code } = assigned.refusal;
    return code === "taken" || code === "inactive" ? refused(code) : refused("not-offered");
  }
  const { snapshots, rotation, turn, choice, optional, decision } = assigned.value;
  const hosts = snapshots.map(({ host }) => host.id);
  const changed = rescheduledTo(attempt, { hosts, by: "guest", optional, turn });
  if (!changed.ok) return changed;
  return accepted({
    ...changed.value,
    time: decision,
    joining: snapshots,
    ...(rotation ? { rotation: rotation.is } : {}),
    ...(choice ? { decision: choice } : {}),
  });
}

function rescheduledTo(
  { was, now, to }: Pick<RescheduleAttempt, "was" | "now" | "to">,
  { hosts, by, optional, turn = null }: {
    hosts: string[];
    by: "guest" | "host" | "calendar";
    /** Missing leaves those who still come. */
    optional?: string[];
    /** Null leaves the one that it has. */
    turn?: AssignedTurn | null;
  },
): Outcome<BookingChange, StateRefusal> {
  const rescheduled = rescheduleBooking(was, now, by, to);
  if (!rescheduled.ok) return rescheduled;
  const { team } = rescheduled.value;
  const coming = optional ?? team?.optional.filter((hostId) => hosts.includes(hostId)) ?? [];
  return accepted({
    booking: {
      ...rescheduled.value,
      team: team && { ...team, optional: coming, turn: turn ?? team.turn },
    },
    event: "rescheduled",
    hosts,
  });
}
