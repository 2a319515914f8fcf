import type { Booking } from "$lib/scheduling/booking.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { cancel } from "../bookings/cancel.ts";
import { reschedule } from "../bookings/reschedule.ts";
import { cancelSharedSlot, rescheduleSharedSlot } from "../bookings/shared-slot-actions.ts";
import type { FoundEntry } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { EmailKind } from "../email/messages/registry.ts";
import type { Job } from "../store/job.ts";
import type { Meeting } from "../bookings/meeting.ts";
import { newJob } from "../store/jobs.ts";
import { type CalendarEntry, updateCalendarEntry } from "../store/calendar-entries.ts";

/** The entry of a meeting as the store and, just now, the server have it. */
export interface EntryState {
  meeting: Meeting;
  connection: Connection;
  written: Deno.KvEntry<CalendarEntry>;
  /** Null when it is in none of the account's calendars; with the calendar where it is. */
  found: (FoundEntry & { calendarId: string }) | null;
}

/** How long an entry must be gone before its meeting is cancelled: a host who drags it about has time to put it back. */
export const DELETION_GRACE_MS = 10 * 60_000;

/** Lets a meeting follow its entry: the host has moved it, or deleted it, or nothing of the kind; with a whole calendar it is only lost. */
export async function applyEntryEdit(
  app: App,
  host: Host,
  entry: EntryState,
  isLost: boolean,
): Promise<void> {
  const { meeting, written, found } = entry;
  const seen = { seenAt: written.value.seenAt ?? app.now() };
  if (!found) return await applyEntryDeletion(app, host, entry, isLost);
  const { href, etag, calendarId } = found;
  const there: Partial<CalendarEntry> = {
    ...seen,
    href,
    etag,
    calendarId,
    missingSince: null,
    massDeletedAt: null,
    needsRecheck: false,
    declined: meeting.slot === null &&
      meeting.confirmed.some(({ guest }) =>
        found.declined?.some((each) => comparableEmail(each) === comparableEmail(guest.email))
      ),
  };
  if (!isMoved(meeting, found)) {
    const countsAnew = isOlderSequence(meeting, found);
    await updateCalendarEntry(app.kv, written, {
      ...there,
      serverCountsSequence: countsAnew,
      movedTo: null,
    });
    return;
  }
  // Which of them its host means, nobody can tell: nothing follows while there are two.
  if (found.copyCount) {
    await updateCalendarEntry(app.kv, written, { ...there, needsRecheck: true });
    return;
  }
  // Refused once, and still there: nothing new.
  if (written.value.movedTo?.start === found.start) {
    await updateCalendarEntry(app.kv, written, there);
  } else if (written.value.seenAt === null) {
    await updateCalendarEntry(app.kv, written, { ...seen, needsRecheck: true });
  } else await rescheduleToEntry(app, host, entry, found, there);
}

/** An entry that still covers its meeting was lengthened, not moved: what it covers beyond is busy. */
function isMoved({ start, end }: Meeting, found: FoundEntry): boolean {
  return found.start !== start && !(found.start <= start && found.end >= end);
}

/** A state from before the last move that we wrote: a server was restored, or has not heard of it yet. Nobody has moved anything. */
function isOlderSequence({ sequence }: Meeting, found: FoundEntry): boolean {
  return found.sequence !== null && found.sequence < sequence;
}

async function rescheduleToEntry(
  app: App,
  host: Host,
  { meeting, written }: EntryState,
  found: FoundEntry,
  there: Partial<CalendarEntry>,
): Promise<void> {
  if (written.value.serverCountsSequence || !isOlderSequence(meeting, found)) {
    const moved = await rescheduleMeeting(app, host, meeting, found.start);
    if (moved.ok) return;
    const { code } = moved.refusal;
    if (code !== "taken" && code !== "not-offered") {
      // It has changed meanwhile, or many change it: the next reading looks again.
      await updateCalendarEntry(app.kv, written, { needsRecheck: true });
      return;
    }
  }
  const standsAt = { start: found.start, end: found.end };
  const noted = await updateCalendarEntry(
    app.kv,
    written,
    { ...there, movedTo: standsAt },
    entryNotFollowedEmail(app, host, meeting.confirmed[0]!, standsAt),
  );
  if (noted) app.wakeJobs();
}

function rescheduleMeeting(
  app: App,
  { id: hostId }: Host,
  meeting: Meeting,
  start: number,
): Promise<Outcome<unknown>> {
  if (meeting.slot) return rescheduleSharedSlot(app, meeting.id, { hostId, start });
  const { id, revision } = meeting;
  const by = { actor: "calendar" as const, hostId, force: true };
  return reschedule(app, id, { by, start, revision, key: null });
}

function cancelMeeting(
  app: App,
  { id: hostId }: Host,
  meeting: Meeting,
): Promise<Outcome<unknown>> {
  if (meeting.slot) return cancelSharedSlot(app, meeting.id, { hostId });
  const { id, revision } = meeting;
  return cancel(app, id, { by: { actor: "calendar", hostId }, reason: "", revision });
}

function entryNotFollowedEmail(
  app: App,
  host: Host,
  booking: Booking,
  was: NonNullable<CalendarEntry["movedTo"]>,
): Job {
  const now = app.now();
  return newJob({
    hostId: host.id,
    work: {
      kind: "send-email",
      emailKind: "calendar-change-not-applied" satisfies EmailKind,
      to: "host",
      hostId: host.id,
      bookingId: booking.id,
      sequence: booking.sequence,
      at: now,
      was,
    },
    dueAt: now,
  }, now);
}

/** Gone at two readings with the grace between them, each time looked for directly: then the host has deleted it. */
async function applyEntryDeletion(
  app: App,
  host: Host,
  { meeting, written }: EntryState,
  isLost: boolean,
): Promise<void> {
  const { seenAt, missingSince, massDeletedAt } = written.value;
  // What was lost with the rest of its calendar means nothing until it is seen again.
  if (seenAt === null || massDeletedAt !== null) return;
  const now = app.now();
  if (isLost) {
    await updateCalendarEntry(app.kv, written, {
      massDeletedAt: now,
      missingSince: null,
      needsRecheck: false,
    });
    return;
  }
  // A clock that was set since then says nothing about how long it is gone.
  if (missingSince === null || missingSince > now) {
    await updateCalendarEntry(app.kv, written, { missingSince: now, needsRecheck: true });
  } else if (Math.min(now - missingSince, app.clock.agreedForMs()) >= DELETION_GRACE_MS) {
    await cancelMeeting(app, host, meeting);
  }
}
