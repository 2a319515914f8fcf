import * as v from "valibot";
import type { Letter } from "./reactions.ts";

/** Letters to a guest that a host can put into words of their own; reminders and follow-ups come beside them, by their id. */
export const wordedLetters = [
  "request-received",
  "guest-confirmed",
  "guest-moved",
  "guest-cancelled",
  "rejected",
  "expired",
  "times-proposed",
  "move-received",
  "move-rejected",
  "move-expired",
] as const satisfies Letter[];
export type WordedLetter = typeof wordedLetters[number];

/** What a host says in place of the standard words; empty leaves them. Plain text with `{places}`. */
export interface OwnWords {
  subject: string;
  text: string;
}

export const standardWords: OwnWords = { subject: "", text: "" };

/** The host's words of one event type, by letter or by the id of a reminder. */
export interface LetterWords {
  words: Record<string, OwnWords>;
  revision: number;
}

/** What a place in a host's words stands for. */
export type Place =
  | "guest"
  | "host"
  | "type"
  | "time"
  | "place"
  | "deadline"
  | "before"
  | "wished";

const everywhere: Place[] = ["guest", "host", "type", "time"];
const more: Partial<Record<Letter, Place[]>> = {
  "request-received": ["deadline"],
  "guest-confirmed": ["place"],
  "guest-moved": ["before", "place"],
  "times-proposed": ["deadline"],
  "move-received": ["wished", "deadline"],
  "reminder": ["place"],
  "follow-up": [],
};

/** The places that a letter knows. Where the meeting is, a guest learns once it is confirmed, not before. */
export function placesOf(letter: Letter): Place[] {
  return [...everywhere, ...more[letter] ?? []];
}

const needed: Partial<Record<Letter, Place[]>> = {
  "request-received": ["deadline"],
  "guest-moved": ["before"],
  "times-proposed": ["deadline"],
  "move-received": ["wished", "deadline"],
};

/** Whether a host's text says by itself what the guest must know; if not, the standard sentences follow it. */
export function saysEnough(letter: Letter, text: string): boolean {
  return (needed[letter] ?? []).every((place) => text.includes(`{${place}}`));
}

/** What stands in braces and is no place of this letter. */
export function unknownPlaces(letter: Letter, text: string): string[] {
  const places = new Set<string>(placesOf(letter));
  const found = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  return [...new Set(found.filter((name) => !places.has(name)))];
}

/** A subject is one line, whatever was sent. */
export const OwnWordsWish = v.object({
  subject: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()),
    v.maxLength(150, "too-long"),
  ),
  text: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/\r\n?/g, "\n").trim()),
    v.maxLength(700, "too-long"),
  ),
});
