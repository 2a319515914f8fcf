import type { Guest } from "./booking.ts";
import { comparableEmail } from "./email-address.ts";

const MOST_WORDS = 60;
const LONGEST = 32;

/** The words of a text as they are looked for: small letters and digits without accents, each once, cut to 32. */
export function searchTerms(text: string): string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, LONGEST).join("")))];
}

/** The words by which a booking is found: of its guest's address first, by which a guest is looked for as a whole, then of name and note, sixty in all. */
export function guestSearchTerms({ name, email, note }: Pick<Guest, "name" | "email" | "note">) {
  return searchTerms(`${email} ${name} ${note}`).slice(0, MOST_WORDS);
}

/** The words that a search looks for; an email address among them is looked for in the form in which it is kept. */
export function queryTerms(text: string): string[] {
  return searchTerms(text.replace(/\S+@\S+/g, comparableEmail));
}

/** Whether each looked-for word is a word of the guest's, or the first letters of one. */
export function matchesSearch(guest: Pick<Guest, "name" | "email" | "note">, terms: string[]) {
  const words = guestSearchTerms(guest);
  return terms.every((part) => words.some((word) => word.startsWith(part)));
}
