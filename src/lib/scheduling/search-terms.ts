import type { Booking, Guest } from "./booking.ts";
import { comparableEmail } from "./email-address.ts";

const MOST_WORDS = 60;
const MOST_WORDS_OF_EXTRA_GUEST = 6;
const LONGEST = 32;

/** What a booking is found by. */
type Searched = Pick<Booking, "extraGuests"> & { guest: Pick<Guest, "name" | "email" | "note"> };

/** The terms of a text: lower-case letters and digits without accents, each once, cut to 32. */
export function searchTerms(text: string): string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, LONGEST).join("")))];
}

/**
 * The terms that a booking is indexed by: of its guest's email address, then name and note, sixty in all, and up to six
 * of each extra guest's address.
 */
export function bookingSearchTerms({ guest, extraGuests }: Searched): string[] {
  const { name, email, note } = guest;
  const own = searchTerms(`${email} ${name} ${note}`).slice(0, MOST_WORDS);
  const extra = extraGuests.flatMap((address) =>
    [...new Set([addressTerm(address), ...searchTerms(address)])]
      .slice(0, MOST_WORDS_OF_EXTRA_GUEST)
  );
  return [...new Set([...own, ...extra])].filter(Boolean);
}

/** The one term by which the bookings of an address are looked up: the longest before the @; empty where it has none. */
export function addressTerm(email: string): string {
  const address = comparableEmail(email);
  const local = searchTerms(address.split("@")[0] ?? "");
  const words = local.length > 0 ? local : searchTerms(address);
  return words.toSorted((a, b) => b.length - a.length)[0] ?? "";
}

/** The terms of a search; an email address among them is first brought into its stored form. */
export function queryTerms(text: string): string[] {
  return searchTerms(text.replace(/\S+@\S+/g, comparableEmail));
}

/** Whether each term is a term of the booking's, or a prefix of one. */
export function matchesSearch(booking: Searched, terms: string[]): boolean {
  const words = bookingSearchTerms(booking);
  return terms.every((part) => words.some((word) => word.startsWith(part)));
}
