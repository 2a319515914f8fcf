import type { Booking } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { cancel } from "../bookings/cancel.ts";
import { reschedule, type RescheduleRefusal } from "../bookings/reschedule.ts";
import { withdraw } from "../bookings/withdraw.ts";
import { cancelSharedSlot, rescheduleSharedSlot } from "../bookings/shared-slot-actions.ts";
import type { FoundEntry } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { rewriteEntry } from "./rewrite-entry.ts";
import type { LocatedEntry } from "./find-entry.ts";
import type { EmailKind } from "../email/messages/registry.ts";
import type { Job } from "../store/job.ts";
import type { Meeting } from "../bookings/meeting.ts";
import { newJob } from "../store/jobs.ts";
import { type CalendarEntry, updateCalendarEntry } from "../store/calendar-entries.ts";

/** The entry of a meeting, as stored and as found at the server now. */
export interface EntryState {
  meeting: Meeting;
  connection: Connection;
  stored: Deno.KvEntry<CalendarEntry>;
  /** With the calendar that holds it; null when no calendar of the account does. */
  found: LocatedEntry | null;
}

/** How long an entry must be missing before its meeting is cancelled: some programs move by deleting and adding. */
export const DELETION_GRACE_MS = 10 * MINUTE;

/** Applies the host's edit of an entry to its meeting: reschedules or cancels it; a lost one is only noted. */
export async function applyEntryEdit(
  app: App,
  host: Host,
  entry: EntryState,
  isLost: boolean,
): Promise<void> {
  const { meeting, stored, found } = entry;
  const firstSeen = { seenAt: stored.value.seenAt ?? app.now() };
  if (!found) return await applyEntryDeletion(app, host, entry, isLost);
  const { href, etag, calendarId } = found;
  const observed: Partial<CalendarEntry> = {
    ...firstSeen,
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
    const serverCountsSequence = isOlderSequence(meeting, found);
    await updateCalendarEntry(app.kv, stored, {
      ...observed,
      serverCountsSequence,
      movedTo: null,
    });
    return;
  }
  // With copies under the same UID it is unknown which one the host means, so none is followed.
  if (found.copyCount) {
    await updateCalendarEntry(app.kv, stored, { ...observed, needsRecheck: true });
    return;
  }
  // This move was refused before and the host has been notified.
  if (stored.value.movedTo?.start === found.start) {
    await updateCalendarEntry(app.kv, stored, observed);
  } else if (stored.value.seenAt === null) {
    await updateCalendarEntry(app.kv, stored, { ...firstSeen, needsRecheck: true });
  } else await rescheduleToEntry(app, host, entry, found, observed);
}

/** Whether the host moved the entry; one that still covers its meeting was only lengthened. */
function isMoved({ start, end }: Meeting, found: FoundEntry): boolean {
  return found.start !== start && !(found.start <= start && found.end >= end);
}

/** Whether the entry is older than our last write: the server was restored, or has not applied the write yet. */
export function isOlderSequence({ sequence }: Meeting, found: FoundEntry): boolean {
  return found.sequence !== null && found.sequence < sequence;
}

async function rescheduleToEntry(
  app: App,
  host: Host,
  { meeting, stored }: EntryState,
  found: FoundEntry,
  observed: Partial<CalendarEntry>,
): Promise<void> {
  if (stored.value.serverCountsSequence || !isOlderSequence(meeting, found)) {
    const rescheduled = await rescheduleMeeting(app, host, meeting, found.start);
    if (rescheduled.ok) return;
    const { code } = rescheduled.refusal;
    if (!notPossible.includes(code)) {
      // The booking changed meanwhile: the next sync checks again.
      await updateCalendarEntry(app.kv, stored, { needsRecheck: true });
      return;
    }
  }
  const entrySpan = { start: found.start, end: found.end };
  const email = entryNotFollowedEmail(app, host, meeting.confirmed[0]!, entrySpan);
  // An entry that several have is put back, so that all of them show the same time.
  const isSaved = isOfSeveral(meeting)
    ? await rewriteEntry(app, meeting, stored, email)
    : await updateCalendarEntry(app.kv, stored, { ...observed, movedTo: entrySpan }, email);
  if (isSaved) app.wakeJobs();
}

/** Why a move is not followed; any other refusal is due to a change meanwhile. */
const notPossible: RefusalCode[] = ["taken", "not-offered", "conflict", "unreachable"];

/** Whether a meeting is a collective's: one of several hosts cannot move or delete it for the others by their own entry. */
function isOfSeveral({ confirmed }: Meeting): boolean {
  return confirmed[0]?.team?.mode === "collective";
}

async function rescheduleMeeting(
  app: App,
  { id: hostId }: Host,
  meeting: Meeting,
  start: number,
): Promise<Outcome<unknown, RescheduleRefusal>> {
  if (meeting.slot && meeting.hosts.length > 1) return refused("taken");
  if (meeting.slot) return await rescheduleSharedSlot(app, meeting.id, { hostId, start });
  const { id, revision } = meeting;
  const by = { actor: "calendar" as const, hostId, force: true };
  return await reschedule(app, id, { by, start, revision, key: null });
}

/** Cancels the meeting, or takes the member out of a collective, which the others keep. */
async function endMeeting(
  app: App,
  { id: hostId }: Host,
  { meeting, stored }: Pick<EntryState, "meeting" | "stored">,
): Promise<void> {
  const { id, revision, slot } = meeting;
  if (slot && meeting.hosts.length > 1) {
    // Its guests are several: the entry is written again.
    await rewriteEntry(app, meeting, stored);
    app.wakeJobs();
  } else if (slot) await cancelSharedSlot(app, id, { hostId });
  else if (isOfSeveral(meeting)) await withdraw(app, id, { hostId, by: "calendar", revision });
  else await cancel(app, id, { by: { actor: "calendar", hostId }, reason: "", revision });
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
      previousTime: was,
    },
    dueAt: now,
  }, now);
}

/** Ends a meeting for the host whose entry was missing in two checks, `DELETION_GRACE_MS` apart. */
async function applyEntryDeletion(
  app: App,
  host: Host,
  { meeting, stored }: EntryState,
  isLost: boolean,
): Promise<void> {
  const { seenAt, missingSince, massDeletedAt, needsRecheck } = stored.value;
  if (massDeletedAt !== null) {
    if (needsRecheck) await updateCalendarEntry(app.kv, stored, { needsRecheck: false });
    return;
  }
  const now = app.now();
  if (isLost) {
    await updateCalendarEntry(app.kv, stored, {
      massDeletedAt: now,
      missingSince: null,
      needsRecheck: false,
    });
    return;
  }
  // After the clock was set, the time since `missingSince` is unknown.
  if (missingSince === null || missingSince > now) {
    await updateCalendarEntry(app.kv, stored, { missingSince: now, needsRecheck: true });
  } else if (seenAt !== null && isMissingForLong(app, stored.value)) {
    await endMeeting(app, host, { meeting, stored });
  }
}

/** Whether an entry that no sync has seen is still missing after the grace: nobody knows who deleted it, so it counts as lost. */
export function isNeverSeen(app: App, entry: CalendarEntry): boolean {
  return entry.seenAt === null && isMissingForLong(app, entry);
}

function isMissingForLong(app: App, { missingSince }: CalendarEntry): boolean {
  if (missingSince === null) return false;
  return Math.min(app.now() - missingSince, app.clock.agreedForMs()) >= DELETION_GRACE_MS;
}
