import type { Booking, HistoryEntry, Status } from "$lib/scheduling/booking.ts";
import { comparableEmail, foldCase } from "$lib/scheduling/email-address.ts";
import { searchWords, wordsOfGuest } from "$lib/scheduling/search-words.ts";
import { getBookings, listBookings } from "./bookings.ts";
import { commit, listAll } from "./commit.ts";
import { dropCounted } from "./counted.ts";
import { AT_ONCE, dropJob, dropJobs, isOver, listJobsOfBooking } from "./jobs.ts";
import { keys } from "./keys.ts";

/** What is kept of a host's guests, found by their address and taken away. */

const BATCH = 100;

/** Every booking that somebody made at a host under this address, however it is spelled; case does not count. */
export async function* eachOfGuest(
  kv: Deno.Kv,
  hostId: string,
  email: string,
): AsyncGenerator<Booking> {
  const address = comparableEmail(email);
  const [local = ""] = address.split("@");
  const words = searchWords(local).length ? searchWords(local) : searchWords(address);
  const [word] = words.toSorted((a, b) => b.length - a.length);
  if (word === undefined) return;
  let ids: string[] = [];
  const found = async () => {
    const bookings = await getBookings(kv, ids);
    ids = [];
    return bookings.filter((booking) =>
      foldCase(booking.guest.email) === address && !isUnheard(booking)
    );
  };
  for await (const { key } of kv.list({ prefix: keys.wordsFrom(hostId, word) })) {
    if (ids.push(String(key.at(-1))) === BATCH) yield* await found();
  }
  yield* await found();
}

/** Whether nobody but its guest may know of a booking yet. */
export function isUnheard({ unproved, status }: Booking): boolean {
  return unproved === true && status === "PENDING";
}

const statuses: Status[] = ["PENDING", "CONFIRMED", "REJECTED", "CANCELLED"];

/** A host's bookings that begin in a span and whose guest is still known, the earliest first. */
export async function* eachUnforgotten(
  kv: Deno.Kv,
  hostId: string,
  from: number,
  before: number,
): AsyncGenerator<Booking> {
  const each = statuses.map((status) => eachFrom(kv, hostId, status, from));
  const heads = await Promise.all(each.map((bookings) => bookings.next()));
  for (;;) {
    const starts = heads.map(({ done, value }) => done ? Infinity : value.start);
    const first = starts.indexOf(Math.min(...starts));
    const { done, value } = heads[first]!;
    if (done || value.start >= before) return;
    if (!value.forgottenAt) yield value;
    heads[first] = await each[first]!.next();
  }
}

async function* eachFrom(
  kv: Deno.Kv,
  hostId: string,
  status: Status,
  from: number,
): AsyncGenerator<Booking, void> {
  let cursor: string | null = null;
  do {
    const page = await listBookings(kv, hostId, status, { limit: BATCH, from, cursor });
    yield* page.bookings;
    cursor = page.cursor;
  } while (cursor !== null);
}

/**
 * Puts the booking without its guest in place of what was read, and takes everything away that knows the guest: words of
 * the search, links, letters and their troubles, what was said in its story. False when it changed meanwhile.
 */
export async function writeForgotten(
  kv: Deno.Kv,
  was: Deno.KvEntry<Booking>,
  is: Booking,
  linkHashes: readonly string[],
): Promise<boolean> {
  await hushHistory(kv, is.id);
  const jobs = await listJobsOfBooking(kv, is.id);
  const late = jobs.filter(({ state }) => !isOver(state)).slice(-AT_ONCE);
  await dropJobs(kv, jobs.filter((job) => !late.includes(job)));
  const op = kv.atomic().check(was).set(was.key, is);
  for (const hostId of is.hosts) {
    for (const word of wordsOfGuest(was.value.guest)) op.delete(keys.wordOf(hostId, word, is.id));
  }
  for (const hostId of is.hosts) dropCounted(op, hostId, was.value);
  for (const hash of linkHashes) op.delete(keys.link(hash));
  for (const job of late) dropJob(op, job);
  return await commit(op);
}

async function hushHistory(kv: Deno.Kv, bookingId: string): Promise<void> {
  const entries = await listAll<HistoryEntry>(kv, { prefix: keys.historyOf(bookingId) });
  const speaking = entries.filter(({ value }) => value.message !== undefined);
  for (let i = 0; i < speaking.length; i += BATCH) {
    const op = kv.atomic();
    for (const { key, value: { message: _, ...silent } } of speaking.slice(i, i + BATCH)) {
      op.set(key, silent);
    }
    await commit(op);
  }
}

/** Up to which start a host's guests have been forgotten by age, epoch ms. */
export async function getForgottenUpTo(kv: Deno.Kv, hostId: string): Promise<number> {
  return (await kv.get<number>(keys.forgotten(hostId))).value ?? 0;
}

export async function setForgottenUpTo(kv: Deno.Kv, hostId: string, upTo: number): Promise<void> {
  await commit(kv.atomic().set(keys.forgotten(hostId), upTo));
}
