import {
  longDate,
  momentInWords,
  type Reader,
  shortDate,
  timeOfDay,
  timeRange,
} from "$lib/scheduling/wording.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count } from "$lib/words/say.ts";
import { oneLine } from "./draft.ts";
import type { LetterFacts } from "./letter.ts";
import type { Page } from "./telling/telling.ts";

/** The words, the reader and the values of the places that every text of a letter has. */
export function pageFor({ booking, host, to, was, others }: LetterFacts): Page {
  const { guest } = booking;
  const { zone, language, hourCycle } = to === "guest" ? guest : host;
  const reader = { zone, language, hourCycle };
  return {
    words: wordsFor(language).letters,
    reader,
    names: {
      title: oneLine(booking.type.title),
      host: oneLine(host.name),
      guest: others
        ? count(wordsFor(language).letters.andOthers, others, language, {
          name: oneLine(guest.name),
        })
        : oneLine(guest.name),
      when: `${shortDate(booking.start, reader)}, ${timeOfDay(booking.start, reader)}`,
      deadline: momentInWords(
        booking.move?.until ?? booking.reservedUntil ?? booking.start,
        reader,
      ),
      was: was ? timeInWords(was, reader) : "",
      to: booking.move ? timeInWords(booking.move, reader) : "",
    },
  };
}

/** Day and time in the reader's zone, in full. */
export function timeInWords(span: { start: number; end: number }, reader: Reader): string {
  return `${longDate(span.start, reader)}, ${timeRange(span, reader)}`;
}
