import type { Guest } from "./booking.ts";
import { comparableEmail } from "./email-address.ts";

const MOST_WORDS = 60;
const LONGEST = 32;

/** The terms of a text: lower-case letters and digits without accents, each once, cut to 32. */
export function searchTerms(text: string): string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, LONGEST).join("")))];
}

/** The terms that a booking is indexed by: of its guest's email address, then name and note, sixty in all. */
export function guestSearchTerms({ name, email, note }: Pick<Guest, "name" | "email" | "note">) {
  return searchTerms(`${email} ${name} ${note}`).slice(0, MOST_WORDS);
}

/** The terms of a search; an email address among them is first brought into its stored form. */
export function queryTerms(text: string): string[] {
  return searchTerms(text.replace(/\S+@\S+/g, comparableEmail));
}

/** Whether each term is a term of the guest's, or a prefix of one. */
export function matchesSearch(guest: Pick<Guest, "name" | "email" | "note">, terms: string[]) {
  const words = guestSearchTerms(guest);
  return terms.every((part) => words.some((word) => word.startsWith(part)));
}
