import { type Booking, decidingHosts } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type BookingEffect, effectsOf, type HostGroup } from "$lib/scheduling/booking-effects.ts";
import type { BookingEvent } from "$lib/scheduling/booking-history.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import { guestsWithout, invitedGuests } from "$lib/scheduling/extra-guests.ts";
import { nextReminder } from "$lib/scheduling/reminder.ts";
import { type EmailKind, messageOf } from "../email/messages/registry.ts";
import type { JobWork, NewJob } from "../store/job.ts";
import type { EntryLocation } from "../store/calendar-entries.ts";

/** What the jobs of an event depend on besides the booking. */
export interface EffectContext {
  hosts: readonly Host[];
  now: number;
  /** The booking before; missing or null for a new one. */
  was?: Booking | null;
  /** The calendars that have an entry of it. */
  entryLocations?: readonly EntryLocation[];
}

/** The jobs that follow an event of a booking, to be written in the same commit. */
export function effectJobs(
  event: BookingEvent,
  booking: Booking,
  context: EffectContext,
): NewJob[] {
  const { now } = context;
  const jobs = effectsOf(event, booking).flatMap((effect) =>
    jobWorkOf(effect, booking, context).map((work) => ({
      hostId: "hostId" in work ? work.hostId : booking.hosts[0]!,
      work,
      dueAt: effectDueAt(effect, booking, now),
    }))
  );
  return [...jobs, ...removalJobs(booking, context)];
}

/** Jobs that delete the calendar entries of hosts who leave the booking. */
function removalJobs(
  booking: Booking,
  { now, was, entryLocations = [] }: EffectContext,
): NewJob[] {
  const leaving = (was?.hosts ?? []).filter((hostId) => !booking.hosts.includes(hostId));
  return entryLocations.filter(({ hostId }) => leaving.includes(hostId)).map((
    { hostId, connectionId },
  ) => ({
    hostId,
    work: { kind: "write-calendar", bookingId: booking.id, hostId, connectionId },
    dueAt: now,
  }));
}

/** What happens to dates of one series within this time is told in one email, ms. */
export const SERIES_GATHERING_MS = 15 * SECOND;
/** How long an email about a date of a series waits: until all that it tells is stored for certain, ms. */
const SERIES_EMAIL_DELAY_MS = 20 * SECOND;

function effectDueAt(effect: BookingEffect, booking: Booking, now: number): number {
  if (effect.kind === "expire") return effect.at;
  if (effect.kind === "send-email" && booking.series) return now + SERIES_EMAIL_DELAY_MS;
  return effect.kind === "schedule-reminders" ? nextReminder(booking, now) ?? now : now;
}

interface Recipient {
  to: "guest" | "host";
  hostId: string;
  extraGuest?: string;
}

/** The recipients of an email: the guest or extra guests, in the name of the booking's first host, or its hosts, all or some of them. */
function recipientsOf(
  emailKind: EmailKind,
  only: HostGroup | undefined,
  booking: Booking,
  was: Booking | null,
): Recipient[] {
  const { to } = messageOf(emailKind);
  const hostId = booking.hosts[0]!;
  if (emailKind === "verify-to-invite" && !hasAdded(booking, was)) return [];
  if (to === "guest") return [{ to, hostId }];
  if (to === "extra-guests" || to === "added-guests" || to === "removed-guests") {
    return extraGuestsIn(to, booking, was)
      .map((extraGuest) => ({ to: "guest", hostId, extraGuest }));
  }
  const group = to === "joining" || to === "leaving" ? to : only;
  return hostsIn(group, booking, was).map((hostId) => ({ to: "host", hostId }));
}

/** Whether there are extra guests whom the guest was not asked about yet. */
function hasAdded({ extraGuests }: Booking, was: Booking | null): boolean {
  const before = was && isConfirmed(was) ? was.extraGuests : [];
  return guestsWithout(extraGuests, before).length > 0;
}

function extraGuestsIn(
  group: "extra-guests" | "added-guests" | "removed-guests",
  booking: Booking,
  was: Booking | null,
): string[] {
  const told = was ? invitedGuests(was) : [];
  const gone = guestsWithout(told, booking.extraGuests);
  switch (group) {
    case "extra-guests":
      return guestsWithout(told, gone);
    case "added-guests":
      return guestsWithout(invitedGuests(booking), told);
    case "removed-guests":
      return gone;
  }
}

function hostsIn(
  group: HostGroup | undefined,
  booking: Booking,
  before: Booking | null,
): readonly string[] {
  const is = booking.hosts, was = before?.hosts ?? [];
  switch (group) {
    case "deciding":
      return decidingHosts(booking);
    case "staying":
      return is.filter((hostId) => was.includes(hostId));
    case "joining":
      return is.filter((hostId) => !was.includes(hostId));
    case "leaving":
      return was.filter((hostId) => !is.includes(hostId));
    case undefined:
      return is;
  }
}

function jobWorkOf(
  effect: BookingEffect,
  booking: Booking,
  { hosts, now, was = null, entryLocations = [] }: EffectContext,
): JobWork[] {
  switch (effect.kind) {
    case "send-email": {
      const emailKind: EmailKind = effect.emailKind;
      const { id: bookingId, sequence } = booking;
      const isRescheduled = was !== null && was.start !== booking.start;
      return recipientsOf(emailKind, effect.only, booking, was).map((recipient): JobWork => ({
        kind: "send-email",
        emailKind,
        ...recipient,
        bookingId,
        sequence,
        at: now,
        ...(isRescheduled ? { previousTime: { start: was.start, end: was.end } } : {}),
      }));
    }
    case "write-calendar": {
      // An existing entry is updated where it is; a new one goes to the host's current target calendar.
      const { hostId } = effect;
      const target = hosts.find(({ id }) => id === hostId)?.targetCalendar;
      // Rescheduling a seat changes the entries of both slots.
      const slots = new Set([booking.slot, was?.slot ?? booking.slot]);
      return [...slots].flatMap((slot) => {
        const existing = entryLocations.filter((each) =>
          each.slot === slot && each.hostId === hostId
        );
        const targets = existing.length > 0 || !target ? existing : [target];
        return targets.map(({ connectionId }): JobWork => ({
          kind: "write-calendar",
          bookingId: booking.id,
          ...(slot === booking.id ? {} : { slot }),
          hostId,
          connectionId,
        }));
      });
    }
    case "schedule-reminders": {
      // Reminders that were due before now are covered by the email that is sent now.
      if (nextReminder(booking, now) === null || hasSameReminders(was, booking)) return [];
      const { id: bookingId, sequence } = booking;
      return [{
        kind: "schedule-reminders",
        bookingId,
        hostId: effect.hostId,
        sequence,
        handledUntil: now,
      }];
    }
    case "expire":
      return [{ kind: "expire", bookingId: booking.id }];
  }
}

/** Whether the reminders that are scheduled already are still right: time and first host are as before. */
function hasSameReminders(was: Booking | null, is: Booking): boolean {
  return was !== null && isConfirmed(was) && was.sequence === is.sequence &&
    was.start === is.start && was.hosts[0] === is.hosts[0];
}
