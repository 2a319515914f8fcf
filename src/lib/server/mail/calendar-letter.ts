import { momentInWords, type Reader } from "$lib/scheduling/wording.ts";
import { say } from "$lib/words/say.ts";
import { wordsFor } from "$lib/words/index.ts";
import { type Draft, oneLine } from "./draft.ts";
import type { Letter, Sender } from "./letter.ts";
import { htmlPage } from "./page.ts";
import { plainText } from "./plain.ts";

export interface CalendarLetterFacts {
  host: { name: string; email: string };
  /** As the host knows it in the list. */
  calendar: string;
  /** A key of `words/en/calendars.ts`. */
  why: string;
  /** Epoch ms. */
  since: number;
  /** Where it is mended. */
  link: string;
  jobId: string;
  reader: Reader;
  sender: Sender;
}

/** The letter to a host whose calendar does not work: since when, why, and where to mend it. */
export function writeCalendarLetter(facts: CalendarLetterFacts): Letter {
  const { host, why, since, link, jobId, reader, sender } = facts;
  const { letters: words, calendars } = wordsFor(reader.language);
  const said = words.calendarBroken;
  const calendar = oneLine(facts.calendar);
  const draft: Draft = {
    subject: oneLine(say(said.subject, { calendar })),
    preview: said.meanwhile,
    language: reader.language,
    colour: "red",
    heading: said.heading,
    paragraphs: [
      say(words.greeting, { name: oneLine(host.name) }),
      say(said.body, { calendar, since: momentInWords(since, reader) }),
      calendars.problems[why] ?? "",
      said.meanwhile,
    ].filter(Boolean),
    meeting: null,
    details: [],
    buttons: [{ label: said.button, url: link, tone: "main" }],
    after: [],
    footer: [say(words.automaticHost, { service: sender.from.name })],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name: oneLine(host.name), address: host.email },
    replyTo: null,
    subject: draft.subject,
    text: plainText(draft),
    html: htmlPage(draft),
    messageId: `<calendar.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: said.button, url: link }],
  };
}
