import type { Location } from "$lib/scheduling/event-type.ts";
import { type Reader, shortDate, timeRange } from "$lib/scheduling/wording.ts";
import { say } from "$lib/words/say.ts";
import type { Words } from "$lib/words/index.ts";
import { type Draft, manyLines, oneLine } from "./draft.ts";
import type { LetterFacts } from "./letter.ts";

/**
 * Anybody can have a letter sent to any address by booking with it, so a letter to a guest repeats nothing that the
 * guest typed but the name, and not even that where it looks like an address or an advertisement.
 */
export function looksLikeName(name: string): boolean {
  return name.length <= 60 && !/[/:@]|\d{3}|www|\.\w{2}/i.test(name);
}

/** "Hello Tilda,", or "Hello,". */
export function greeting(words: Words["letters"], name: string): string {
  const plain = oneLine(name);
  return plain && looksLikeName(plain)
    ? say(words.greeting, { name: plain })
    : words.greetingNobody;
}

/** Who asks and what they said, for the host. */
export function aboutGuest(
  { guest, start, end }: LetterFacts["booking"],
  { words: { labels }, reader }: { words: Words["letters"]; reader: Reader },
): Draft["details"] {
  const theirs = { zone: guest.zone, language: reader.language, hourCycle: reader.hourCycle };
  const note = manyLines(guest.note);
  return [
    { label: labels.guest, value: oneLine(guest.name) },
    { label: labels.email, value: guest.email, href: `mailto:${encodeURIComponent(guest.email)}` },
    ...(note ? [{ label: labels.note, value: note }] : []),
    ...guest.answers.map(({ question, answer }) => ({
      label: oneLine(question),
      value: manyLines(answer) || "–",
    })),
    ...(guest.zone === reader.zone ? [] : [{
      label: labels.guestTime,
      value: `${shortDate(start, theirs)}, ${timeRange({ start, end }, theirs)}`,
    }]),
  ];
}

/** Where the meeting is, to be opened or rung up by a press. */
export function where(location: Location, { labels }: Words["letters"]): Draft["details"] {
  if (location.kind === "none") return [];
  const value = oneLine(location.value, 500);
  if (location.kind === "link" && /^https?:\/\//i.test(value)) {
    return [{ label: labels.where, value, href: value }];
  }
  if (location.kind === "phone") {
    return [{ label: labels.where, value, href: `tel:${value.replace(/[^+\d]/g, "")}` }];
  }
  return [{ label: labels.where, value }];
}

/** What the decision said and what the event type always says, each once. */
export function messages(
  said: string[],
  { labels }: Words["letters"],
  name: string,
): Draft["details"] {
  const texts = [...new Set(said.map(manyLines).filter(Boolean))];
  return texts.length ? [{ label: say(labels.message, { name }), value: texts.join("\n\n") }] : [];
}
