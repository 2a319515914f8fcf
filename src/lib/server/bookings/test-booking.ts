/** Test bookings: a host books on their own page as a guest would, decides, and erases the booking afterwards. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { hasEnded, stateOf } from "$lib/scheduling/booking-state.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import type { FirstSteps, Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import * as bookings from "./index.ts";
import { linkHashesOf } from "../changes/booking-links.ts";
import { findSlots } from "../availability/find-slots.ts";
import { commit, newCommit } from "../kv/commit.ts";
import { getBooking } from "../store/bookings.ts";
import { eraseBookingCompletely } from "../records/erase.ts";
import { listEventTypes } from "../store/event-types.ts";
import { changeJob, getJob, listJobsOfBooking, newJob, writeJob } from "../store/jobs.ts";
import { readHost, writeHost } from "../store/host-profile.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";
import type { ChangeRefusal } from "../changes/change.ts";
import type { GrantRefusal } from "../requests/grant-refusal.ts";

/** The form that requests a test booking. */
export const TestBookingInput = v.object({
  start: v.pipe(v.number(), v.integer()),
  email: EmailAddress,
});
export type TestBookingInput = v.InferOutput<typeof TestBookingInput>;

const DAYS = 21, MAX_TIMES = 6, MAX_TIMES_PER_DAY = 2;

/** The event type for a test: the first public one without required questions; null when there is none. */
export async function testEventType(app: App, hostId: string): Promise<EventType | null> {
  const types = await listEventTypes(app.kv, hostId);
  return types.find(({ active, privateLinkOnly, onlyForTeams, questions }) =>
    active && !privateLinkOnly && !onlyForTeams && !questions.some(({ required }) => required)
  ) ?? null;
}

/** A few available slots of the next days, two a day at most, epoch ms. */
export async function testTimes(app: App, host: Host, type: EventType): Promise<number[]> {
  const today = dateAt(app.now(), host.zone);
  const times: number[] = [];
  for (let day = 0; day < DAYS && times.length < MAX_TIMES; day++) {
    const start = startOfDay(addDays(today, day), host.zone);
    const end = startOfDay(addDays(today, day + 1), host.zone);
    const { starts } = await findSlots(app, {
      hosts: [host],
      type,
      minutes: type.durations[0]!,
      window: { start, end },
    });
    const [first] = starts, later = starts[Math.floor(starts.length / 2)];
    for (const time of new Set([first, later].slice(0, MAX_TIMES_PER_DAY))) {
      if (time !== undefined && times.length < MAX_TIMES) times.push(time);
    }
  }
  return times;
}

/** Requests a booking as a guest does, marked as a test. */
export async function requestTestBooking(
  app: App,
  host: Host,
  { start, email }: TestBookingInput,
): Promise<Outcome<Booking, GrantRefusal | "cannot-save">> {
  const type = await testEventType(app, host.id);
  if (!type) return refused("inactive");
  const requested = await bookings.request(app, {
    username: host.username,
    slug: type.slug,
    start,
    minutes: null,
    guest: {
      name: host.name,
      email,
      note: "",
      zone: host.zone,
      hourCycle: host.hourCycle,
      answers: [],
    },
    key: null,
    viaWidget: false,
    client: null,
    isTest: true,
  });
  if (!requested.ok) return requested;
  await recordFirstStep(app, host.id, "testBookingMade");
  return accepted(requested.value.booking);
}

/** A test booking of this host; null for any other booking. */
export async function findTestBooking(
  app: App,
  hostId: string,
  bookingId: string,
): Promise<Booking | null> {
  const booking = await getBooking(app.kv, bookingId);
  return booking?.isTest && booking.hosts.includes(hostId) ? booking : null;
}

/**
 * Cancels and erases a test booking; its unsent emails are dropped and its calendar entry is deleted first. `gone` is
 * false where a job has yet to wait for the calendar.
 */
export async function eraseTestBooking(
  app: App,
  hostId: string,
  bookingId: string,
): Promise<Outcome<{ gone: boolean }, ChangeRefusal | StateRefusal | "too-late">> {
  const booking = await findTestBooking(app, hostId, bookingId);
  if (!booking) return refused("not-found");
  const ended = await end(app, booking, hostId);
  if (ended && !ended.ok && ended.refusal.code === "busy") return ended;
  await supersedeEmails(app, bookingId);
  if (!await hasPendingCalendarWrite(app, bookingId)) {
    await eraseTestBookingNow(app, bookingId, "");
    return accepted({ gone: true });
  }
  const now = app.now();
  const job = newJob({
    hostId,
    work: { kind: "erase-test-booking", hostId, bookingId },
    dueAt: now,
  }, now);
  await commit(writeJob(newCommit(app.kv), job));
  app.wakeJobs();
  return accepted({ gone: false });
}

/** Whether a calendar write of the booking is still waiting or running. */
export async function hasPendingCalendarWrite(app: App, bookingId: string): Promise<boolean> {
  return (await listJobsOfBooking(app.kv, bookingId)).some(({ work, state }) =>
    work.kind === "write-calendar" && (state === "waiting" || state === "running")
  );
}

/** Erases a test booking that is over; any other booking is left as it is. */
export async function eraseTestBookingNow(
  app: App,
  bookingId: string,
  exceptJobId: string,
): Promise<void> {
  const booking = await getBooking(app.kv, bookingId);
  if (!booking?.isTest || !hasEnded(booking)) return;
  await eraseBookingCompletely(app.kv, booking, await linkHashesOf(app, booking), exceptJobId);
}

/** Cancels or expires a test booking; null where it is over. */
function end(
  app: App,
  booking: Booking,
  hostId: string,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "too-late">> | null {
  switch (stateOf(booking, app.now())) {
    case "unverified":
    case "requested":
    case "confirmed":
    case "reschedule-requested": {
      const by = { actor: "host" as const, hostId };
      return bookings.cancel(app, booking.id, { by, reason: "", revision: null });
    }
    case "expired":
      return bookings.expire(app, booking.id);
    case "declined":
    case "withdrawn":
    case "cancelled":
      return null;
  }
}

/** Marks waiting emails of a booking as superseded. */
async function supersedeEmails(app: App, bookingId: string): Promise<void> {
  for (const { id, work, state } of await listJobsOfBooking(app.kv, bookingId)) {
    if (work.kind !== "send-email" || state !== "waiting") continue;
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null || entry.value.state !== "waiting") continue;
    await changeJob(app.kv, entry, { ...entry.value, state: "superseded", doneAt: app.now() });
  }
}

/** Records that a host took, skipped or dismissed a step of the first steps. */
export function recordFirstStep(
  app: App,
  hostId: string,
  step: keyof FirstSteps,
): Promise<Outcome<Host, "busy" | "not-found">> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await readHost(app.kv, hostId);
    if (!was) return refused("not-found");
    const firstSteps = { ...was.value.firstSteps, [step]: true };
    return accepted(writeHost(op, was, { firstSteps }));
  });
}
