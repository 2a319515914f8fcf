/** What is kept of guests, in their host's hands: shown, handed out, erased at once or by age. */
import { type Booking, isUpcoming } from "$lib/scheduling/booking.ts";
import { eraseGuest } from "$lib/scheduling/booking-transitions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { linkHashesOf } from "../bookings/booking-links.ts";
import { retryCommit } from "../store/commit.ts";
import { readBooking } from "../store/bookings.ts";
import {
  eachBookingOfGuest,
  eachWithGuestData,
  getGuestsErasedUntil,
  setGuestsErasedUntil,
  writeGuestErased,
} from "../store/guests.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

const DAY = 86_400_000;

/** The longest time after a meeting for which its guest can be kept before being forgotten, in days. */
export const MAX_RETENTION_DAYS = 3650;

/** What erasing a guest came to. */
export interface ErasureResult {
  erased: number;
  /** Still to come: they are cancelled first. */
  upcoming: Booking[];
  /** An email or an entry in a calendar is still on its way. */
  inProgress: number;
}

/** How many bookings somebody has at this host, and those still to come. */
export async function countGuestBookings(
  app: App,
  hostId: string,
  email: string,
): Promise<{ all: number; coming: Booking[] }> {
  const coming: Booking[] = [];
  let all = 0;
  for await (const booking of eachBookingOfGuest(app.kv, hostId, email)) {
    all++;
    if (isUpcoming(booking, app.now())) coming.push(booking);
  }
  return { all, coming };
}

/** Erases everything about one guest, but for what is still to come or under way. */
export async function eraseGuestData(app: App, host: Host, email: string): Promise<ErasureResult> {
  const done: ErasureResult = { erased: 0, upcoming: [], inProgress: 0 };
  for await (const booking of eachBookingOfGuest(app.kv, host.id, email)) {
    const end = await eraseBookingGuest(app, host, booking.id);
    if (end.ok) done.erased++;
    else if (end.refusal.detail === "coming") done.upcoming.push(booking);
    else done.inProgress++;
  }
  return done;
}

/** Erases the guests of meetings that are older than the host keeps them, as of `now`; a few at a time, and whether there may be more. */
export async function eraseExpiredGuestData(
  app: App,
  host: Host,
  now: number,
  most: number,
): Promise<boolean> {
  if (!host.guestRetentionDays) return false;
  const before = now - host.guestRetentionDays * DAY;
  const from = await getGuestsErasedUntil(app.kv, host.id);
  if (from >= before) return false;
  let erased = 0, upTo = before;
  for await (const booking of eachWithGuestData(app.kv, host.id, from, before)) {
    if (erased === most) {
      await setGuestsErasedUntil(app.kv, host.id, Math.min(upTo, booking.start));
      return true;
    }
    const end = booking.end < before
      ? await eraseBookingGuest(app, host, booking.id)
      : refused("changed");
    if (end.ok) erased++;
    else upTo = Math.min(upTo, booking.start);
  }
  await setGuestsErasedUntil(app.kv, host.id, upTo);
  return false;
}

/** Sets after how many days guests are forgotten; null keeps them. */
export function setGuestRetention(
  app: App,
  hostId: string,
  days: number | null,
): Promise<Outcome<Host>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const isRight = days === null ||
      (Number.isInteger(days) && days >= 1 && days <= MAX_RETENTION_DAYS);
    if (!isRight) return refused("invalid", { fields: { days: "guest-days-range" } });
    const was = await readHost(app.kv, hostId);
    return was ? accepted(writeHost(op, was, { guestRetentionDays: days })) : refused("not-found");
  });
}

async function eraseBookingGuest(
  app: App,
  host: Host,
  bookingId: string,
): Promise<Outcome<Booking>> {
  const { erasedGuest } = messages(host.language).dashboard.data;
  return await retryCommit<Outcome<Booking>>(async () => {
    const was = await readBooking(app.kv, bookingId);
    if (!was) return refused("not-found");
    const now = app.now();
    if (isUpcoming(was.value, now)) return refused("changed", { detail: "coming" });
    // One that has run out is ended in a moment, by whoever minds the deadlines.
    if (was.value.status === "PENDING" || await hasWorkInProgress(app, bookingId)) {
      return refused("changed", { detail: "under-way" });
    }
    const is = eraseGuest(was.value, now, erasedGuest);
    const links = await linkHashesOf(app, was.value);
    return await writeGuestErased(app.kv, was, is, links) ? accepted(is) : "lost";
  });
}

/** Whether something about a booking is just being sent or written; what is due later, or waits for the host, is given up. */
async function hasWorkInProgress(app: App, bookingId: string): Promise<boolean> {
  const jobs = await listJobsOfBooking(app.kv, bookingId);
  return jobs.some(({ state, dueAt, attempts, work }) =>
    work.kind !== "expire" &&
    (state === "running" || (state === "waiting" && (attempts > 0 || dueAt <= app.now())))
  );
}
