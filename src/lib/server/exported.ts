import { wallTime } from "$lib/scheduling/wall-time.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "./app.ts";
import { listHistory } from "./store/bookings.ts";
import { listJobsOfBooking } from "./store/jobs.ts";

/** A booking with its story and its letters; no link. */
export async function exportedBooking(app: App, booking: Booking) {
  const history = await listHistory(app.kv, booking.id);
  const jobs = await listJobsOfBooking(app.kv, booking.id);
  const { id, uid, sequence, status, type, guest, start, end, before, after, move } = booking;
  return {
    id,
    uid,
    sequence,
    status,
    ended: booking.ended,
    eventType: type,
    guest,
    start: iso(start),
    end: iso(end),
    minutesBefore: before,
    minutesAfter: after,
    asksToMoveTo: move && { start: iso(move.start), end: iso(move.end), until: iso(move.until) },
    message: booking.message,
    noShow: iso(booking.noShowAt ?? null),
    guestForgotten: iso(booking.forgottenAt ?? null),
    createdAt: iso(booking.createdAt),
    changedAt: iso(booking.changedAt),
    changedBy: booking.changedBy,
    history: history.map(({ at, by, what, start, end, message }) => ({
      at: iso(at),
      by,
      what,
      start: iso(start),
      end: iso(end),
      ...(message ? { message } : {}),
    })),
    letters: jobs.flatMap(({ work, state, createdAt, doneAt }) =>
      work.kind === "letter"
        ? [{ letter: work.letter, to: work.to, state, called: iso(createdAt), over: iso(doneAt) }]
        : []
    ),
  };
}

/** What a host has said about themselves. */
export function exportedProfile(
  { id, username, name, email, emailVerified, zone, hourCycle, language, ...host }: Host,
) {
  const { guestDays = null, agenda = null, pendingEmail = null, createdAt } = host;
  return {
    id,
    username,
    name,
    email,
    emailVerified,
    emailToConfirm: pendingEmail,
    zone,
    hourCycle,
    language,
    forgetsGuestsAfterDays: guestDays,
    dayByLetterAt: agenda === null ? null : wallTime(agenda, 24),
    createdAt: iso(createdAt),
  };
}

/** An instant as it stands in what is taken along. */
export function iso(instant: number): string;
export function iso(instant: number | null): string | null;
export function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
