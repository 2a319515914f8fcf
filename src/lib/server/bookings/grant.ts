import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, type Refused, refused } from "$lib/scheduling/outcome.ts";
import { type BookingAnswer, parseAnswers } from "$lib/scheduling/booking-questions.ts";
import { placementAt } from "$lib/scheduling/shared-slot.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { type HostSnapshot, overdueBookings, readSnapshots } from "../availability/snapshots.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { newId } from "../runtime/secrets.ts";
import { isBlocked } from "../store/block-list.ts";
import {
  commitBooking,
  getBooking,
  type IdempotencyRecord,
  readIdempotencyRecord,
} from "../store/bookings.ts";
import { retryCommit } from "../store/commit.ts";
import type { EmailCount } from "../store/email-counts.ts";
import { getEventType } from "../store/event-types.ts";
import { fitsInCommit, replaceHolds } from "../store/ledger.ts";
import { slotsAfterChange } from "../store/shared-slots.ts";
import { listEntryLocations } from "../store/calendar-entries.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import { hasTooManyPending, hasTooManyUpcoming } from "./pending-limits.ts";
import { decideTime, type TimeDecision, type TimeRefusal } from "./decide-time.ts";
import { expireLocked } from "./expire.ts";
import { effectJobs } from "./effects.ts";
import type { NewLinks } from "./booking-links.ts";
import { newBooking, organizerFor } from "./new-booking.ts";
import { addSentEmails, readEmailCount, secondsUntilAllowed } from "./recipient-limit.ts";
import { replayResponse } from "./idempotency.ts";
import { bookingResponse } from "./booking-json.ts";
import type { BookingRequest, RequestResult } from "./booking-request.ts";

/** A booking request before it is decided on. */
export interface Attempt {
  request: BookingRequest;
  /** The hosts of the booking; the first of them owns the event type. */
  hosts: readonly string[];
  typeId: string;
  time: Span;
  /** The calendars' answers, from before the lock was taken. */
  calendarAnswers: CalendarAnswers;
  links: Promise<NewLinks>;
  /** The keys under which it counts towards the limits of guest and network. */
  limitKeys: string[];
  key: { hash: string | null; payload: string };
}

/** What a request is decided on; all of it is read after the guards. */
interface RequestContext {
  now: number;
  snapshots: HostSnapshot[];
  type: EventType;
  /** The record stored under its idempotency key; null without a key. */
  idempotency: Deno.KvEntryMaybe<IdempotencyRecord> | null;
  isBlocked: boolean;
  link: Outcome<privateLinks.FoundLink | null, privateLinks.LinkRefusal>;
  emails: EmailCount;
  /** Whether the limit of pending requests is reached at one of the hosts. */
  isPendingFull: boolean;
}

/** Why a request is not granted. */
export type GrantRefusal =
  | TimeRefusal
  | privateLinks.LinkRefusal
  | "not-found"
  | "invalid"
  | "key-reused"
  | "declined"
  | "too-many-pending"
  | "too-many-upcoming"
  | "too-many-emails"
  | "busy";

/** A granted request: the decision on its time, and what the booking stores of the request. */
interface Granted {
  decision: TimeDecision;
  answers: BookingAnswer[];
  link: privateLinks.FoundLink | null;
  emailUnverified: boolean;
}

const MAX_ATTEMPTS = 25;

/** Reads, decides and commits a booking request; starts again when something it read has changed before the commit. */
export function grant(app: App, attempt: Attempt): Promise<Outcome<RequestResult, GrantRefusal>> {
  return retryCommit<Outcome<RequestResult, GrantRefusal>>(async () => {
    const context = await readRequest(app, attempt);
    if (!context) return refused("not-found");
    const replayed = context.idempotency?.value &&
      await replayResponse(app, attempt.key.hash!, attempt.key.payload);
    if (replayed) return replayed;
    const refusal = refusalOf(app, attempt, context);
    if (refusal) return refusal;
    const overdue = context.snapshots.flatMap(({ holds }) => overdueBookings(holds, context.now));
    for (const bookingId of overdue) await expireLocked(app, bookingId);
    if (overdue.length > 0) return "lost";
    const granted = await decideRequest(app, attempt, context);
    return granted.ok ? await commitRequest(app, attempt, context, granted.value) : granted;
  }, MAX_ATTEMPTS);
}

/** Null when one of the hosts or the event type is gone. */
async function readRequest(app: App, attempt: Attempt): Promise<RequestContext | null> {
  const { request: { guest, link: secret }, hosts, typeId, time, key, limitKeys } = attempt;
  const { kv } = app;
  const read = await readSnapshots(app, hosts, {
    times: [time],
    offers: { type: () => getEventType(kv, hosts[0]!, typeId), starts: time },
  });
  const type = read.ok && read.value[0]?.policies?.type;
  if (!read.ok || !type) return null;
  const now = app.now();
  const anyOf = async (test: (hostId: string) => Promise<boolean>) =>
    (await Promise.all(hosts.map(test))).includes(true);
  const [idempotency, blocked, link, emails, isPendingFull] = await Promise.all([
    key.hash ? readIdempotencyRecord(kv, key.hash) : null,
    anyOf((hostId) => isBlocked(kv, hostId, guest.email)),
    privateLinks.find(app, secret, type),
    readEmailCount(app, guest.email, now),
    anyOf((hostId) => hasTooManyPending(app, hostId, limitKeys, now)),
  ]);
  return {
    now,
    snapshots: read.value,
    type,
    idempotency,
    isBlocked: blocked,
    link,
    emails,
    isPendingFull,
  };
}

/** Why the request is refused whatever its time; null when it is not. */
function refusalOf(
  app: App,
  { request, time }: Attempt,
  { now, type, link, isBlocked, isPendingFull, emails }: RequestContext,
): Refused<GrantRefusal> | null {
  if (!type.active) return refused("inactive");
  if (!type.durations.includes((time.end - time.start) / MINUTE)) return refused("not-offered");
  const answers = answersIn(request, type);
  if (!answers.ok) return answers;
  if (!link.ok) return link;
  if (type.onlyForTeams || (type.privateLinkOnly && !link.value)) return refused("not-found");
  if (isBlocked) return refused("declined");
  if (isPendingFull && type.decision === "approval") return refused("too-many-pending");
  const retryAfter = secondsUntilAllowed(app, emails, now);
  return retryAfter === null ? null : refused("too-many-emails", { retryAfter });
}

/** Decides on the time, and on the limits that depend on the decision. */
async function decideRequest(
  app: App,
  { request, hosts, time, calendarAnswers, limitKeys }: Attempt,
  { now, snapshots, type, link, isPendingFull }: RequestContext,
): Promise<Outcome<Granted, GrantRefusal>> {
  const answers = answersIn(request, type);
  if (!answers.ok) return answers;
  if (!link.ok) return link;
  const decided = await decideTime(snapshots, {
    hosts,
    time: { ...time, bufferBefore: type.bufferBefore, bufferAfter: type.bufferAfter },
    excludedBookingIds: [],
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
  }, calendarAnswers);
  if (!decided.ok) return decided;
  const isConfirmed = decided.value.status === "CONFIRMED";
  const emailUnverified = type.requireVerifiedEmail && app.sendMail !== null && !request.isTest;
  if (isPendingFull && (emailUnverified || !isConfirmed)) return refused("too-many-pending");
  for (const hostId of isConfirmed ? hosts : []) {
    if (await hasTooManyUpcoming(app, hostId, limitKeys, now)) return refused("too-many-upcoming");
  }
  return accepted({
    decision: decided.value,
    answers: answers.value,
    link: link.value,
    emailUnverified,
  });
}

/** Commits the booking with its holds, jobs and links; "taken" where the ledger of that day is full. */
async function commitRequest(
  app: App,
  { request, time, limitKeys, key, links: newLinks }: Attempt,
  { now, snapshots, type, idempotency, emails }: RequestContext,
  { decision, answers, link, emailUnverified }: Granted,
): Promise<Outcome<RequestResult, "taken"> | "lost"> {
  const links = await newLinks;
  const hosts = snapshots.map(({ host }) => host);
  const newSlot = type.seats > 1 ? newId() : null;
  const booking: Booking = newBooking({
    id: links.bookingId,
    request,
    limitKeys,
    answers,
    hosts,
    type,
    team: null,
    organizer: organizerFor(app, { team: null }, hosts),
    place: placementAt(snapshots.flatMap(({ holds }) => holds), type, time, now, newSlot),
    decision,
    emailUnverified,
    privateLinkHash: link?.entry.value.hash ?? null,
    links: links.sealed,
    now,
    ttlMs: app.settings.bookingTtlMs,
  });
  const response = bookingResponse(booking);
  const event = emailUnverified
    ? "verification-requested"
    : booking.status === "CONFIRMED"
    ? "confirmed"
    : "requested";
  // Only a slot that other guests have booked can already have calendar entries.
  const isFirst = booking.slot === booking.id || booking.slot === newSlot;
  const entryLocations = isFirst ? [] : await listEntryLocations(app.kv, [booking.slot]);
  const hostChanges = snapshots.map(({ guard, shards }) => ({
    guard,
    was: shards,
    is: replaceHolds(shards, [booking.id], holdsOf(booking, now)),
  }));
  if (!fitsInCommit(hostChanges)) return refused("taken");
  const jobs = effectJobs(event, booking, { hosts, now, entryLocations });
  const committed = await commitBooking(app.kv, {
    now,
    was: null,
    booking,
    historyEntry: { at: now, by: "guest", event, ...time },
    hosts: hostChanges,
    slots: await slotsAfterChange(app.kv, hostChanges[0]!.is, [booking], now),
    links: links.records,
    privateLink: link && privateLinks.withUse(link, booking.id),
    jobs,
    emailCount: addSentEmails(emails, jobs),
    idempotency: idempotency &&
      {
        was: idempotency,
        record: { payloadHash: key.payload, bookingId: booking.id, response, at: now },
      },
  }).catch((error) => wasCommitted(app, booking.id, error));
  if (!committed) return "lost";
  return accepted({ booking, response, token: links.guestToken, replayed: false });
}

/** The answers to the event type's questions, or the errors of each. */
export function answersIn({ guest }: Pick<BookingRequest, "guest">, { questions }: EventType) {
  return parseAnswers(questions, guest.answers, messages("en").booking.answers);
}

/** Whether the commit happened despite the error: then the new booking is stored. */
async function wasCommitted(app: App, bookingId: string, error: unknown): Promise<boolean> {
  if (await getBooking(app.kv, bookingId)) return true;
  throw error;
}
