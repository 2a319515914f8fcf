import { type Place, saysEnough } from "$lib/scheduling/own-words.ts";
import { say } from "$lib/words/say.ts";
import { manyLines } from "./draft.ts";
import type { LetterFacts } from "./letter.ts";
import type { Page, Told } from "./telling/telling.ts";

/** What is told in the host's own words where there are any; what a guest must know and they leave out is added to them. */
export function inOwnWords(told: Told, { kind, to, booking, own }: LetterFacts, page: Page): Told {
  if (!own) return told;
  const places = valuesOf(booking.type.location, page);
  const opening = manyLines(say(own.text, places)).split(/\n{2,}/).filter(Boolean);
  // A guest is greeted first, a host is not.
  const [greetings, rest] = to === "guest"
    ? [told.paragraphs.slice(0, 1), told.paragraphs.slice(1)]
    : [[], told.paragraphs];
  const standard = saysEnough(kind, own.text) ? rest.slice(1) : rest;
  return {
    ...told,
    subject: say(own.subject, places) || told.subject,
    paragraphs: opening.length > 0 ? [...greetings, ...opening, ...standard] : told.paragraphs,
  };
}

function valuesOf(
  location: LetterFacts["booking"]["type"]["location"],
  { names }: Page,
): Record<Place, string> {
  return {
    guest: names.guest,
    host: names.host,
    type: names.title,
    time: names.when,
    place: location.kind === "none" ? "" : location.value,
    deadline: names.deadline,
    before: names.was,
    wished: names.to,
  };
}
