import { longDate, timeRange } from "$lib/scheduling/wording.ts";
import { say } from "$lib/words/say.ts";
import type { LetterKind } from "../jobs/job.ts";
import { type Draft, oneLine } from "./draft.ts";
import type { LetterFacts } from "./letter.ts";
import { pageFor } from "./names.ts";
import { inOwnWords } from "./own-words.ts";
import { agreeing } from "./telling/agreeing.ts";
import { asking } from "./telling/asking.ts";
import { ending } from "./telling/ending.ts";
import { moving } from "./telling/moving.ts";
import { reminding } from "./telling/reminding.ts";
import type { Telling } from "./telling/telling.ts";

/** What each kind of letter says. */
const telling: Record<LetterKind, Telling> = {
  ...asking,
  ...agreeing,
  ...ending,
  ...moving,
  ...reminding,
};

/** What a letter says, in its reader's language, zone and clock. */
export function draftOf(facts: LetterFacts): Draft {
  const { booking, host, to, sender } = facts;
  const page = pageFor(facts);
  const { words, reader, names } = page;
  const told = inOwnWords(telling[facts.kind](facts, page), facts, page);
  const toGuest = to === "guest";
  const answeredBy = toGuest ? host.email && names.host : names.guest;
  return {
    ...told,
    subject: oneLine(told.subject),
    preview: told.paragraphs[told.paragraphs.length > 1 ? 1 : 0] ?? told.heading,
    language: reader.language,
    colour: booking.type.colour,
    meeting: {
      title: names.title,
      date: longDate(booking.start, reader),
      time: timeRange(booking, reader),
    },
    footer: [
      say(toGuest ? words.automatic : words.automaticHost, { service: sender.from.name }),
      ...(answeredBy ? [say(words.replies, { name: answeredBy })] : []),
    ],
    linkHelp: words.linkHelp,
  };
}
