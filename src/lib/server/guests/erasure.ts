/** Guest data under the host's control: counted, erased on request or by retention. */
import { isUndecided } from "$lib/scheduling/booking-state.ts";
import { type Booking, isUpcoming } from "$lib/scheduling/booking.ts";
import { eraseExtraGuest, eraseGuest } from "$lib/scheduling/booking-transitions.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { linkHashesOf } from "../changes/booking-links.ts";
import { retryCommit } from "../kv/commit.ts";
import { readBooking } from "../store/bookings.ts";
import { emptyEventsOf } from "../records/erase-webhooks.ts";
import {
  eachBookingOfGuest,
  eachWithGuestData,
  getGuestsErasedUntil,
  isExtraGuest,
  setGuestsErasedUntil,
  writeExtraGuestErased,
  writeGuestErased,
} from "../store/guests.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

/** The longest retention of guest data after a meeting, in days. */
export const MAX_RETENTION_DAYS = 3650;

/** Result of erasing one guest's data. */
export interface ErasureResult {
  erased: number;
  /** Upcoming bookings; they must be cancelled first. */
  upcoming: Booking[];
  /** Bookings with an email or calendar write in progress. */
  inProgress: number;
}

/** The number of a guest's bookings with this host, and the upcoming ones. */
export async function countGuestBookings(
  app: App,
  hostId: string,
  email: string,
): Promise<{ all: number; upcoming: Booking[] }> {
  const upcoming: Booking[] = [];
  let all = 0;
  for await (const booking of eachBookingOfGuest(app.kv, hostId, email)) {
    all++;
    if (isUpcoming(booking, app.now())) upcoming.push(booking);
  }
  return { all, upcoming };
}

/** Erases all data about one guest except upcoming bookings and those with work in progress. */
export async function eraseGuestData(app: App, host: Host, email: string): Promise<ErasureResult> {
  const result: ErasureResult = { erased: 0, upcoming: [], inProgress: 0 };
  for await (const booking of eachBookingOfGuest(app.kv, host.id, email)) {
    const outcome = await eraseBookingGuest(app, host, booking.id, email);
    if (outcome.ok) result.erased++;
    else if (outcome.refusal.detail === "upcoming") result.upcoming.push(booking);
    else result.inProgress++;
  }
  return result;
}

/** Erases guest data older than the host's retention, up to `limit` bookings; true when there may be more. */
export async function eraseExpiredGuestData(
  app: App,
  host: Host,
  now: number,
  limit: number,
): Promise<boolean> {
  if (!host.guestRetentionDays) return false;
  const before = now - host.guestRetentionDays * DAY;
  const from = await getGuestsErasedUntil(app.kv, host.id);
  if (from >= before) return false;
  let erased = 0, until = before;
  for await (const booking of eachWithGuestData(app.kv, host.id, from, before)) {
    if (erased === limit) {
      await setGuestsErasedUntil(app.kv, host.id, Math.min(until, booking.start));
      return true;
    }
    const outcome = booking.end < before
      ? await eraseBookingGuest(app, host, booking.id)
      : refused("changed");
    if (outcome.ok) erased++;
    else until = Math.min(until, booking.start);
  }
  await setGuestsErasedUntil(app.kv, host.id, until);
  return false;
}

/** Sets the retention of guest data in days; null keeps it forever. */
export function setGuestRetention(
  app: App,
  hostId: string,
  days: number | null,
): Promise<Outcome<Host, "busy" | "invalid" | "not-found">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const isValid = days === null ||
      (Number.isInteger(days) && days >= 1 && days <= MAX_RETENTION_DAYS);
    if (!isValid) return refused("invalid", { fields: { days: "guest-days-range" } });
    const was = await readHost(app.kv, hostId);
    return was ? accepted(writeHost(op, was, { guestRetentionDays: days })) : refused("not-found");
  });
}

/** Erases all guest data of a booking, or where the address is that of an extra guest only what there is of them. */
async function eraseBookingGuest(
  app: App,
  host: Host,
  bookingId: string,
  email?: string,
): Promise<Outcome<Booking, "busy" | "changed" | "not-found">> {
  const { erasedGuest } = messages(host.language).dashboard.data;
  return await retryCommit(async () => {
    const was = await readBooking(app.kv, bookingId);
    if (!was) return refused("not-found");
    const now = app.now();
    if (isUpcoming(was.value, now)) return refused("changed", { detail: "upcoming" });
    // An expired request is cancelled shortly by its expiry job.
    if (isUndecided(was.value) || await hasWorkInProgress(app, bookingId)) {
      return refused("changed", { detail: "in-progress" });
    }
    if (email !== undefined && isOnlyExtraGuest(was.value, email)) {
      const is = eraseExtraGuest(was.value, email);
      if (!await writeExtraGuestErased(app.kv, was, is, { email, now })) return "lost";
      await emptyEventsOf(app.kv, bookingId, now);
      return accepted(is);
    }
    const is = eraseGuest(was.value, now, erasedGuest);
    const links = await linkHashesOf(app, was.value);
    if (!await writeGuestErased(app.kv, was, is, { links, now })) return "lost";
    // The commit left a job that does the same, in case the program ends here.
    await emptyEventsOf(app.kv, bookingId, now);
    return accepted(is);
  });
}

function isOnlyExtraGuest(booking: Booking, email: string): boolean {
  const isGuest = comparableEmail(booking.guest.email) === comparableEmail(email);
  return !isGuest && isExtraGuest(booking, email);
}

/** Whether a job of a booking is running or due, or an email waits for those of other dates; other jobs due later, and unsent ones, are dropped. */
async function hasWorkInProgress(app: App, bookingId: string): Promise<boolean> {
  const jobs = await listJobsOfBooking(app.kv, bookingId);
  return jobs.some(({ state, dueAt, attempts, work }) =>
    work.kind !== "expire" &&
    (state === "running" ||
      (state === "waiting" &&
        (attempts > 0 || dueAt <= app.now() || work.kind === "send-email")))
  );
}
