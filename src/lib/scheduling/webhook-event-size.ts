import type { BookingFacts } from "./webhook-event.ts";

/** What an event may take of a stored value, which is 64 KiB at most; the rest is for keys and the event's frame. */
export const MAX_FACTS_BYTES = 60_000;

/** The bytes that a value takes in the store at most: two for each UTF-16 unit of a text that is not all Latin-1. */
export function storedSize(value: unknown): number {
  if (typeof value === "string") {
    // deno-lint-ignore no-control-regex
    return 8 + (/^[\u0000-\u00ff]*$/.test(value) ? value.length : 2 * value.length);
  }
  if (typeof value !== "object" || value === null) return 10;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + storedSize(key) + storedSize(each),
    8,
  );
}

/**
 * The facts with what does not fit left out and named in `omitted`: first answers, the longest first, each cut to 200
 * characters, then the note and the message, cut to 500.
 */
export function trimmedToFit(facts: BookingFacts): BookingFacts {
  let is = facts;
  const byLength = [...facts.guest.answers.keys()].sort((a, b) =>
    facts.guest.answers[b]!.answer.length - facts.guest.answers[a]!.answer.length
  );
  for (const i of byLength) {
    if (storedSize(is) <= MAX_FACTS_BYTES) return is;
    is = withShortAnswer(is, i);
  }
  if (storedSize(is) > MAX_FACTS_BYTES) {
    const guest = { ...is.guest, note: cut(is.guest.note, 500) };
    is = { ...is, guest, omitted: [...is.omitted, "guest.note"] };
  }
  if (storedSize(is) > MAX_FACTS_BYTES) {
    is = { ...is, message: cut(is.message, 500), omitted: [...is.omitted, "message"] };
  }
  return is;
}

function withShortAnswer(facts: BookingFacts, at: number): BookingFacts {
  const answers = facts.guest.answers.map((each, i) =>
    i === at ? { ...each, answer: cut(each.answer, 200) } : each
  );
  const omitted = [...facts.omitted, `guest.answers.${answers[at]!.slug}`];
  return { ...facts, guest: { ...facts.guest, answers }, omitted };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;
}
