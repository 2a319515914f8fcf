import type { Booking } from "$lib/scheduling/booking.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { cancel } from "../bookings/cancel.ts";
import { move } from "../bookings/move.ts";
import { endSlot, moveSlot } from "../bookings/slot.ts";
import type { Connection, Found } from "../calendars/calendar.ts";
import type { Job } from "../jobs/job.ts";
import type { Meeting } from "../meetings.ts";
import { newJob } from "../store/jobs.ts";
import { noteWritten, type Written } from "../store/written.ts";

/** The entry of a meeting as the store and, just now, the server have it. */
export interface Entry {
  meeting: Meeting;
  connection: Connection;
  written: Deno.KvEntry<Written>;
  /** Null when it is in none of the account's calendars; with the calendar where it is. */
  found: (Found & { calendarId: string }) | null;
}

/** How long an entry must be gone before its meeting is cancelled: a host who drags it about has time to put it back. */
export const GRACE_MS = 10 * 60_000;

/** Lets a meeting follow its entry: the host has moved it, or deleted it, or nothing of the kind; with a whole calendar it is only lost. */
export async function settleEntry(
  app: App,
  host: Host,
  entry: Entry,
  isLost: boolean,
): Promise<void> {
  const { meeting, written, found } = entry;
  const seen = { seenAt: written.value.seenAt ?? app.now() };
  if (!found) return await settleMissing(app, host, entry, isLost);
  const { href, etag, calendarId } = found;
  const there: Partial<Written> = {
    ...seen,
    href,
    etag,
    calendarId,
    missingSince: null,
    lostAt: null,
    doubtful: false,
    declined: meeting.slot === null &&
      meeting.agreed.some(({ guest }) =>
        found.declined?.some((each) => comparableEmail(each) === comparableEmail(guest.email))
      ),
  };
  if (!isElsewhere(meeting, found)) {
    const countsAnew = isOlder(meeting, found);
    await noteWritten(app.kv, written, { ...there, countsAnew, standsAt: null });
    return;
  }
  // Which of them its host means, nobody can tell: nothing follows while there are two.
  if (found.copies) {
    await noteWritten(app.kv, written, { ...there, doubtful: true });
    return;
  }
  // Refused once, and still there: nothing new.
  if (written.value.standsAt?.start === found.start) {
    await noteWritten(app.kv, written, there);
  } else if (written.value.seenAt === null) {
    await noteWritten(app.kv, written, { ...seen, doubtful: true });
  } else await follow(app, host, entry, found, there);
}

/** An entry that still covers its meeting was lengthened, not moved: what it covers beyond is busy. */
function isElsewhere({ start, end }: Meeting, found: Found): boolean {
  return found.start !== start && !(found.start <= start && found.end >= end);
}

/** A state from before the last move that we wrote: a server was restored, or has not heard of it yet. Nobody has moved anything. */
function isOlder({ sequence }: Meeting, found: Found): boolean {
  return found.sequence !== null && found.sequence < sequence;
}

async function follow(
  app: App,
  host: Host,
  { meeting, written }: Entry,
  found: Found,
  there: Partial<Written>,
): Promise<void> {
  if (written.value.countsAnew || !isOlder(meeting, found)) {
    const moved = await moveTo(app, host, meeting, found.start);
    if (moved.ok) return;
    const { code } = moved.refusal;
    if (code !== "taken" && code !== "not-offered") {
      // It has changed meanwhile, or many change it: the next reading looks again.
      await noteWritten(app.kv, written, { doubtful: true });
      return;
    }
  }
  const standsAt = { start: found.start, end: found.end };
  const noted = await noteWritten(
    app.kv,
    written,
    { ...there, standsAt },
    tellHost(app, host, meeting.agreed[0]!, standsAt),
  );
  if (noted) app.wake();
}

function moveTo(
  app: App,
  { id: hostId }: Host,
  meeting: Meeting,
  start: number,
): Promise<Outcome<unknown>> {
  if (meeting.slot) return moveSlot(app, meeting.id, { hostId, start });
  const { id, revision } = meeting;
  const by = { actor: "calendar" as const, hostId, anyway: true };
  return move(app, id, { by, start, revision, key: null });
}

function end(app: App, { id: hostId }: Host, meeting: Meeting): Promise<Outcome<unknown>> {
  if (meeting.slot) return endSlot(app, meeting.id, { hostId });
  const { id, revision } = meeting;
  return cancel(app, id, { by: { actor: "calendar", hostId }, reason: "", revision });
}

function tellHost(
  app: App,
  host: Host,
  booking: Booking,
  was: NonNullable<Written["standsAt"]>,
): Job {
  const now = app.now();
  return newJob({
    hostId: host.id,
    work: {
      kind: "letter",
      letter: "entry-not-followed",
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
async function settleMissing(
  app: App,
  host: Host,
  { meeting, written }: Entry,
  isLost: boolean,
): Promise<void> {
  const { seenAt, missingSince, lostAt } = written.value;
  // What was lost with the rest of its calendar means nothing until it is seen again.
  if (seenAt === null || lostAt !== null) return;
  const now = app.now();
  if (isLost) {
    await noteWritten(app.kv, written, { lostAt: now, missingSince: null, doubtful: false });
    return;
  }
  // A clock that was set since then says nothing about how long it is gone.
  if (missingSince === null || missingSince > now) {
    await noteWritten(app.kv, written, { missingSince: now, doubtful: true });
  } else if (Math.min(now - missingSince, app.clock.agreedMs()) >= GRACE_MS) {
    await end(app, host, meeting);
  }
}
