import { type Booking, isSeat, type Placement } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { rescheduleBooking, type StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { typeAt } from "$lib/scheduling/proposed-times.ts";
import { requestReschedule } from "$lib/scheduling/reschedule-transitions.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { placementAt } from "$lib/scheduling/shared-slot.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { newId } from "../runtime/secrets.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import type { BookingChange } from "../changes/make-change.ts";
import { decideTime, type HostTimeRefusal, type TimeRefusal } from "../changes/decide-time.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getSlot } from "../store/shared-slots.ts";
import { confirmIfAgreed } from "./agreed-time.ts";
import {
  type RescheduleAttempt,
  rescheduleCollectiveByHost,
  rescheduleInTeam,
} from "./reschedule-team.ts";

/**
 * Reschedules to a start that the event type offers, of a team with whoever takes it then; for a confirmed booking this
 * becomes a reschedule request unless the new time is instant for all hosts. A request is confirmed at a time that its
 * host proposed.
 */
export async function rescheduleByGuest(
  app: App,
  attempt: RescheduleAttempt,
  { answers, zone, mayAsk }: { answers: CalendarAnswers; zone: string; mayAsk: boolean },
): Promise<
  Outcome<BookingChange, TimeRefusal | StateRefusal | "too-late"> | "lost" | { ask: string[] }
> {
  const { was, now, snapshots, to } = attempt;
  const allowed = rescheduleBooking(was, now, "guest", to);
  if (!allowed.ok) return allowed;
  if (isTooLate(was, "reschedule", now)) return refused("too-late");
  const type = was.team
    ? typeAt(await getBookedEventType(app.kv, was), was, to.start)
    : typeIn(snapshots);
  if (!type?.active) return refused("inactive");
  const inTeam = was.team && !isShared(was, type)
    ? await rescheduleInTeam(app, attempt, { type, answers, mayAsk })
    : null;
  if (inTeam) {
    if (inTeam === "lost" || "ask" in inTeam || !inTeam.ok) return inTeam;
    const { time, ...change } = inTeam.value;
    const booking = { ...change.booking, guest: { ...was.guest, zone } };
    return accepted(await confirmIfAgreed(app, attempt, { ...change, booking }, time));
  }
  const decided = await decideTime(snapshots, timeQueryOf(app, attempt, to), answers);
  if (!decided.ok) return decided;
  const isInstant = !isConfirmed(was) || decided.value.isConfirmed;
  const place = placeFor(attempt, type);
  if (!await hasSameHosts(app, was, place)) return refused("not-offered");
  const changed = isInstant
    ? rescheduleBooking(was, now, "guest", place)
    : requestReschedule(was, now, place, app.settings.bookingTtlMs);
  if (!changed.ok) return changed;
  const booking = { ...changed.value, guest: { ...was.guest, zone } };
  const event = isInstant ? "rescheduled" : "reschedule-requested";
  return accepted(await confirmIfAgreed(app, attempt, { booking, event }, decided.value));
}

/** Reschedules to any future time that no other live booking holds; busy time of calendars is overridden only as far as the host acknowledged it. */
export async function rescheduleByHost(
  app: App,
  attempt: RescheduleAttempt,
  { hostId, actor, force, acknowledged, answers }: {
    hostId: string;
    actor: "host" | "calendar";
    force: boolean;
    acknowledged?: readonly string[];
    /** Of the other members, for an entry of a collective that one of them moved. */
    answers: CalendarAnswers;
  },
): Promise<Outcome<BookingChange, HostTimeRefusal | StateRefusal>> {
  const { was, now, snapshots } = attempt;
  if (was.end <= now) return refused("changed");
  const type = typeIn(snapshots);
  const calendars: readonly string[] | "all" = force ? acknowledged ?? "all" : [];
  if (was.team?.mode === "collective" && !isShared(was, type)) {
    const by = { hostId, actor, calendars, answers };
    return await rescheduleCollectiveByHost(app, attempt, by);
  }
  const place = placeFor(attempt, type);
  if (!await hasSameHosts(app, was, place)) return refused("not-offered");
  const decided = await decideTime(snapshots, {
    ...timeQueryOf(app, attempt, place),
    overrides: { hostId, calendars, ...(type ? { seats: type.seats } : {}) },
  });
  if (!decided.ok) return decided;
  const rescheduled = rescheduleBooking(was, now, actor, place);
  return rescheduled.ok
    ? accepted({ booking: rescheduled.value, event: "rescheduled" })
    : rescheduled;
}

function timeQueryOf(app: App, { was, now, movedWith = [] }: RescheduleAttempt, to: Placement) {
  const { syncIntervalMs } = app.settings;
  const { bufferBefore, bufferAfter } = was;
  const time = { bufferBefore, bufferAfter, ...to };
  const excludedBookingIds = [was.id, ...movedWith];
  return { hosts: was.hosts, time, excludedBookingIds, now, syncIntervalMs };
}

function typeIn(snapshots: readonly HostSnapshot[]): EventType | null {
  return snapshots.find(({ policies }) => policies)?.policies?.type ?? null;
}

function isShared(was: Booking, type: EventType | null): boolean {
  return isSeat(was) || (type?.seats ?? 1) > 1;
}

/** Whether the slot that others share at the new time has the same hosts: a seat keeps its hosts. */
async function hasSameHosts(app: App, { hosts }: Booking, { slot }: Placement): Promise<boolean> {
  const shared = slot === undefined ? null : await getSlot(app.kv, slot);
  return shared === null || shared.bookingIds.length === 0 ||
    (shared.hosts.length === hosts.length && hosts.every((id) => shared.hosts.includes(id)));
}

/** A seat is rescheduled alone: into the shared slot at the new time, or a new one. */
function placeFor(
  { was, now, snapshots, to }: RescheduleAttempt,
  type: EventType | null,
): Placement {
  if (!isShared(was, type)) return to;
  const holds = snapshots.flatMap((snapshot) => snapshot.holds);
  return placementAt(holds, { id: was.type.id }, to, now, newId());
}
