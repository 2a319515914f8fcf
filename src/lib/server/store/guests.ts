import { type BookingList, bookingLists, isUndecided } from "$lib/scheduling/booking-state.ts";
import {
  type Booking,
  indexOwnersOf,
  searchOwnersOf,
  typeOwnerOf,
} from "$lib/scheduling/booking.ts";
import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import { comparableEmail, foldCase } from "$lib/scheduling/email-address.ts";
import { addressTerm, bookingSearchTerms } from "$lib/scheduling/search-terms.ts";
import { getBookings, listBookings } from "./bookings.ts";
import { commit, listAll } from "../kv/commit.ts";
import { dropHostNotes } from "./host-notes.ts";
import { dropLimitCounts } from "./limit-counts.ts";
import {
  dropJob,
  dropJobs,
  isJobOver,
  JOBS_PER_COMMIT,
  listJobsOfBooking,
  newJob,
  writeJob,
} from "./jobs.ts";
import { keys } from "../kv/keys.ts";
import { setBooking } from "./stored-booking.ts";
import { searchOwnersFor } from "./search.ts";
import { listEventIdsOf } from "./webhook-events.ts";

/** Finds a guest's bookings by email address and erases the guest's data. */

const BOOKINGS_PER_READ = 100;

/** Every booking that a guest made or was brought along to with a host, or with a team of theirs as far as they see it, under this email address, ignoring case and equivalent spellings. */
export async function* eachBookingOfGuest(
  kv: Deno.Kv,
  hostId: string,
  email: string,
): AsyncGenerator<Booking> {
  const address = comparableEmail(email);
  const word = addressTerm(email);
  if (word === "") return;
  for (const { ownerId, isVisible } of await searchOwnersFor(kv, hostId)) {
    for await (const booking of eachWithWord(kv, ownerId, word)) {
      const isTheirs = (isOf(booking.guest.email, address) || isExtraGuest(booking, address)) &&
        !isHiddenFromHost(booking);
      if (isTheirs && isVisible(booking)) yield booking;
    }
  }
}

/** Whether somebody is one of the extra guests of a booking, ignoring case and equivalent spellings. */
export function isExtraGuest({ extraGuests }: Booking, email: string): boolean {
  return extraGuests.some((each) => isOf(each, comparableEmail(email)));
}

function isOf(email: string, address: string): boolean {
  return foldCase(email) === address;
}

async function* eachWithWord(
  kv: Deno.Kv,
  ownerId: string,
  word: string,
): AsyncGenerator<Booking> {
  let ids: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.searchWordsFrom(ownerId, word) })) {
    if (ids.push(String(key.at(-1))) < BOOKINGS_PER_READ) continue;
    yield* await getBookings(kv, ids);
    ids = [];
  }
  yield* await getBookings(kv, ids);
}

/** Whether a booking waits for its guest's email verification and is hidden from the host. */
export function isHiddenFromHost(booking: Booking): boolean {
  return booking.emailUnverified && isUndecided(booking);
}

/** A host's bookings that begin in [from, before) and still hold guest data, earliest first. */
export async function* eachWithGuestData(
  kv: Deno.Kv,
  hostId: string,
  from: number,
  before: number,
): AsyncGenerator<Booking> {
  const each = bookingLists.map((list) => eachFrom(kv, hostId, list, from));
  const heads = await Promise.all(each.map((bookings) => bookings.next()));
  for (;;) {
    const starts = heads.map(({ done, value }) => done ? Infinity : value.start);
    const first = starts.indexOf(Math.min(...starts));
    const { done, value } = heads[first]!;
    if (done || value.start >= before) return;
    if (!value.guestErasedAt) yield value;
    heads[first] = await each[first]!.next();
  }
}

async function* eachFrom(
  kv: Deno.Kv,
  hostId: string,
  list: BookingList,
  from: number,
): AsyncGenerator<Booking, void> {
  let cursor: string | null = null;
  do {
    const page = await listBookings(kv, hostId, list, { limit: BOOKINGS_PER_READ, from, cursor });
    yield* page.bookings;
    cursor = page.cursor;
  } while (cursor !== null);
}

/**
 * Writes the booking without guest data and deletes its search words, links, emails, what its hosts have noted and the
 * messages in its history; a job empties what webhooks have of it. False when it changed since it was read.
 */
export async function writeGuestErased(
  kv: Deno.Kv,
  was: Deno.KvEntry<Booking>,
  is: Booking,
  { links, now }: { links: readonly string[]; now: number },
): Promise<boolean> {
  await eraseHistoryMessages(kv, is.id);
  const jobs = await listJobsOfBooking(kv, is.id);
  const unfinished = jobs.filter(({ state }) => !isJobOver(state)).slice(-JOBS_PER_COMMIT);
  await dropJobs(kv, jobs.filter((job) => !unfinished.includes(job)));
  const op = setBooking(kv.atomic().check(was), is);
  for (const ownerId of searchOwnersOf(is)) {
    for (const word of bookingSearchTerms(was.value)) {
      op.delete(keys.searchWordOf(ownerId, word, is.id));
    }
  }
  for (const ownerId of indexOwnersOf(is)) dropLimitCounts(op, ownerId, was.value);
  dropHostNotes(op, is.id, is.hosts);
  for (const hash of links) op.delete(keys.link(hash));
  for (const job of unfinished) dropJob(op, job);
  await emptyWebhooksLater(kv, op, is, now);
  return await commit(op);
}

/**
 * Writes the booking without one of its extra guests and deletes their search words and emails; a job empties what
 * webhooks have of the booking. False when it changed since it was read.
 */
export async function writeExtraGuestErased(
  kv: Deno.Kv,
  was: Deno.KvEntry<Booking>,
  is: Booking,
  { email, now }: { email: string; now: number },
): Promise<boolean> {
  const jobs = await listJobsOfBooking(kv, is.id);
  await dropJobs(
    kv,
    jobs.filter(({ work }) =>
      work.kind === "send-email" && work.extraGuest !== undefined &&
      isOf(work.extraGuest, comparableEmail(email))
    ),
  );
  const op = setBooking(kv.atomic().check(was), is);
  const left = bookingSearchTerms(is);
  for (const ownerId of searchOwnersOf(is)) {
    for (const word of bookingSearchTerms(was.value).filter((each) => !left.includes(each))) {
      op.delete(keys.searchWordOf(ownerId, word, is.id));
    }
  }
  await emptyWebhooksLater(kv, op, is, now);
  return await commit(op);
}

async function emptyWebhooksLater(
  kv: Deno.Kv,
  op: Deno.AtomicOperation,
  booking: Booking,
  now: number,
): Promise<void> {
  if ((await listEventIdsOf(kv, booking.id)).length === 0) return;
  const work = { kind: "empty-webhooks" as const, bookingId: booking.id };
  writeJob(op, newJob({ hostId: typeOwnerOf(booking), work, dueAt: now }, now));
}

async function eraseHistoryMessages(kv: Deno.Kv, bookingId: string): Promise<void> {
  const entries = await listAll<HistoryEntry>(kv, { prefix: keys.historyOf(bookingId) });
  const withMessage = entries.filter(({ value }) => value.message !== undefined);
  for (let i = 0; i < withMessage.length; i += BOOKINGS_PER_READ) {
    const op = kv.atomic();
    for (
      const { key, value: { message: _, ...entry } } of withMessage.slice(
        i,
        i + BOOKINGS_PER_READ,
      )
    ) {
      op.set(key, entry);
    }
    await commit(op);
  }
}

/** Guest data of bookings that begin before this instant has been erased by retention, epoch ms. */
export async function getGuestsErasedUntil(kv: Deno.Kv, hostId: string): Promise<number> {
  return (await kv.get<number>(keys.guestsErasedUntil(hostId))).value ?? 0;
}

export async function setGuestsErasedUntil(
  kv: Deno.Kv,
  hostId: string,
  until: number,
): Promise<void> {
  await commit(kv.atomic().set(keys.guestsErasedUntil(hostId), until));
}
