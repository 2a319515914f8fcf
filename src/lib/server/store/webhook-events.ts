import type { Booking } from "$lib/scheduling/booking.ts";
import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { getBooking } from "./bookings.ts";
import { newId } from "../runtime/secrets.ts";
import { commit, listAll } from "../kv/commit.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import type { Job } from "./job.ts";
import { getJob, newJob, writeJob } from "./jobs.ts";
import { keys } from "../kv/keys.ts";

/** An event to be written; it gets its id here. */
export type NewWebhookEvent = Omit<WebhookEvent, "id">;

/** A new id; ids sort by time. */
export function newEventId(at: number): string {
  return eventIdPrefix(at) + newId();
}

/** What the ids of events of this instant begin with; every earlier id sorts before it. */
export function eventIdPrefix(at: number): string {
  return Math.max(0, at).toString(36).padStart(9, "0");
}

/** The instant with which an id begins, epoch ms. */
export function eventInstant(id: string): number {
  return parseInt(id.slice(0, eventIdPrefix(0).length), 36);
}

/** The owners among these guards who have subscriptions. */
export function listenersAmong(guards: readonly (VersionedGuard | null | undefined)[]): string[] {
  return guards.flatMap((each) => each?.guard.isListening ? [each.hostId] : []);
}

/** Adds to a commit: an event and the job that makes its deliveries, which is returned; `id` is given where it may be written twice. */
export function writeEvent(
  op: Deno.AtomicOperation,
  input: NewWebhookEvent,
  id = newEventId(input.at),
): Job {
  const event: WebhookEvent = { ...input, id }, { owners, at } = event;
  setEvent(op, event);
  const work = { kind: "fan-out-event" as const, eventId: id };
  const job = { ...newJob({ hostId: owners[0]!, work, dueAt: at }, at), id: jobIdOf(id) };
  writeJob(op, job);
  return job;
}

/** Whether the deliveries of an event are still to be made. */
export async function isToBeFannedOut(kv: Deno.Kv, eventId: string): Promise<boolean> {
  return (await getJob(kv, jobIdOf(eventId))).versionstamp !== null;
}

/** The earlier events of its booking whose deliveries are still to be made, in their order. */
export async function listEarlierToFanOut(
  kv: Deno.Kv,
  event: WebhookEvent,
): Promise<WebhookEvent[]> {
  const { facts, isTest } = event;
  if (facts.about !== "booking" || isTest) return [];
  const earlier: (readonly [revision: number, event: WebhookEvent])[] = [];
  for (const id of await listEventIdsOf(kv, facts.id)) {
    if (id === event.id || !await isToBeFannedOut(kv, id)) continue;
    const other = (await readEvent(kv, id)).value;
    if (other?.facts.about !== "booking") continue;
    const { revision } = other.facts;
    const isEarlier = revision < facts.revision || (revision === facts.revision && id < event.id);
    if (isEarlier) earlier.push([revision, other]);
  }
  return earlier.sort(([a, { id }], [b, other]) => a - b || (id < other.id ? -1 : 1))
    .map(([, each]) => each);
}

const jobIdOf = (eventId: string) => `event.${eventId}`;

/** Writes an event of a booking with a given id and its job, unless there is one; false when the booking changed since it was read. */
export async function addEventOnce(
  kv: Deno.Kv,
  booking: Deno.KvEntry<Booking>,
  input: NewWebhookEvent,
  id: string,
): Promise<boolean> {
  const was = await readEvent(kv, id);
  if (was.versionstamp !== null) return true;
  const op = kv.atomic().check(was).check(booking);
  writeEvent(op, input, id);
  return await commit(op);
}

/** Adds to a commit: an event, without a job. */
export function setEvent(op: Deno.AtomicOperation, event: WebhookEvent): void {
  const { id, facts, isTest } = event;
  op.set(keys.webhookEvent(id), event);
  if (facts.about === "booking" && !isTest) op.set(keys.webhookEventOf(facts.id, id), id);
}

/** An event with its version. */
export function readEvent(
  kv: Deno.Kv,
  eventId: string,
): Promise<Deno.KvEntryMaybe<WebhookEvent>> {
  return kv.get<WebhookEvent>(keys.webhookEvent(eventId));
}

/** The event of a delivery, with its facts; null once it was purged or the guest of its booking was erased. */
export async function readTold(
  kv: Deno.Kv,
  { eventId, bookingId }: Pick<WebhookDelivery, "eventId" | "bookingId">,
): Promise<WebhookEvent | null> {
  const [{ value: event }, booking] = await Promise.all([
    readEvent(kv, eventId),
    bookingId === null ? null : getBooking(kv, bookingId),
  ]);
  // The events of an erased guest are emptied right after the booking.
  return event?.facts.about === "erased" || booking?.guestErasedAt ? null : event;
}

/** The events of a booking, oldest first. */
export async function listEventIdsOf(kv: Deno.Kv, bookingId: string): Promise<string[]> {
  const entries = await listAll<string>(kv, { prefix: keys.webhookEventsOf(bookingId) });
  return entries.map(({ value }) => value);
}
