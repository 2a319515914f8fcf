/** What is kept of guests, in their host's hands: shown, handed out, erased at once or by age. */
import { type Booking, isComing } from "$lib/scheduling/booking.ts";
import { forgetGuest } from "$lib/scheduling/booking-life.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { App } from "./app.ts";
import { linkHashesOf } from "./bookings/links.ts";
import { readBooking } from "./store/bookings.ts";
import {
  eachOfGuest,
  eachUnforgotten,
  getForgottenUpTo,
  setForgottenUpTo,
  writeForgotten,
} from "./store/guests.ts";
import { listJobsOfBooking } from "./store/jobs.ts";
import { readHost, writeHost } from "./store/profile.ts";
import { changeUnderGuard } from "./under-guard.ts";

const DAY = 86_400_000;
const TRIES = 5;

/** The longest time after a meeting for which its guest can be kept before being forgotten, in days. */
export const MOST_DAYS = 3650;

/** What erasing a guest came to. */
export interface Forgotten {
  erased: number;
  /** Still to come: they are cancelled first. */
  coming: Booking[];
  /** A letter or an entry in a calendar is still on its way. */
  underWay: number;
}

/** How many bookings somebody has at this host, and those still to come. */
export async function look(
  app: App,
  hostId: string,
  email: string,
): Promise<{ all: number; coming: Booking[] }> {
  const coming: Booking[] = [];
  let all = 0;
  for await (const booking of eachOfGuest(app.kv, hostId, email)) {
    all++;
    if (isComing(booking, app.now())) coming.push(booking);
  }
  return { all, coming };
}

/** Erases everything about one guest, but for what is still to come or under way. */
export async function forget(app: App, host: Host, email: string): Promise<Forgotten> {
  const done: Forgotten = { erased: 0, coming: [], underWay: 0 };
  for await (const booking of eachOfGuest(app.kv, host.id, email)) {
    const end = await forgetOne(app, host, booking.id);
    if (end.ok) done.erased++;
    else if (end.refusal.detail === "coming") done.coming.push(booking);
    else done.underWay++;
  }
  return done;
}

/** Erases the guests of meetings that are older than the host keeps them, as of `now`; a few at a time, and whether there may be more. */
export async function forgetOld(
  app: App,
  host: Host,
  now: number,
  most: number,
): Promise<boolean> {
  if (!host.guestDays) return false;
  const before = now - host.guestDays * DAY;
  const from = await getForgottenUpTo(app.kv, host.id);
  if (from >= before) return false;
  let erased = 0, upTo = before;
  for await (const booking of eachUnforgotten(app.kv, host.id, from, before)) {
    if (erased === most) {
      await setForgottenUpTo(app.kv, host.id, Math.min(upTo, booking.start));
      return true;
    }
    const end = booking.end < before ? await forgetOne(app, host, booking.id) : refused("changed");
    if (end.ok) erased++;
    else upTo = Math.min(upTo, booking.start);
  }
  await setForgottenUpTo(app.kv, host.id, upTo);
  return false;
}

/** Sets after how many days guests are forgotten; null keeps them. */
export function keepFor(app: App, hostId: string, days: number | null): Promise<Outcome<Host>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const isRight = days === null || (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS);
    if (!isRight) return refused("invalid", { fields: { days: "guest-days-range" } });
    const was = await readHost(app.kv, hostId);
    return was ? accepted(writeHost(op, was, { guestDays: days })) : refused("not-found");
  });
}

async function forgetOne(app: App, host: Host, bookingId: string): Promise<Outcome<Booking>> {
  const { forgottenGuest } = wordsFor(host.language).dashboard.data;
  for (let tries = 0; tries < TRIES; tries++) {
    const was = await readBooking(app.kv, bookingId);
    if (!was) return refused("not-found");
    const now = app.now();
    if (isComing(was.value, now)) return refused("changed", { detail: "coming" });
    // One that has run out is ended in a moment, by whoever minds the deadlines.
    if (was.value.status === "PENDING" || await isUnderWay(app, bookingId)) {
      return refused("changed", { detail: "under-way" });
    }
    const is = forgetGuest(was.value, now, forgottenGuest);
    const links = await linkHashesOf(app, was.value);
    if (await writeForgotten(app.kv, was, is, links)) return accepted(is);
  }
  return refused("busy", { retryAfter: 1 });
}

/** Whether something about a booking is just being sent or written; what is due later, or waits for the host, is given up. */
async function isUnderWay(app: App, bookingId: string): Promise<boolean> {
  const jobs = await listJobsOfBooking(app.kv, bookingId);
  return jobs.some(({ state, dueAt, attempts, work }) =>
    work.kind !== "expire" &&
    (state === "running" || (state === "waiting" && (attempts > 0 || dueAt <= app.now())))
  );
}
