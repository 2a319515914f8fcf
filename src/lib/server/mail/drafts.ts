import {
  longDate,
  momentInWords,
  type Reader,
  shortDate,
  timeOfDay,
  timeRange,
} from "$lib/scheduling/wording.ts";
import { say } from "$lib/words/say.ts";
import { type Words, wordsFor } from "$lib/words/index.ts";
import type { LetterKind } from "../jobs/job.ts";
import { aboutGuest, greeting, messages, where } from "./details.ts";
import { type Draft, oneLine } from "./draft.ts";
import type { LetterFacts } from "./letter.ts";

/** What a letter says, in its reader's language, zone and clock. */
export function draftOf(facts: LetterFacts): Draft {
  const { booking, host, to, sender } = facts;
  const page = pageFor(facts);
  const { words, reader, names } = page;
  const told = telling[facts.kind](facts, page);
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

/** What a kind of letter adds to the frame that all share. */
type Told = Pick<Draft, "subject" | "heading" | "paragraphs" | "details" | "buttons" | "after">;

interface Page {
  words: Words["letters"];
  reader: Reader;
  /** Values of the places in every text. */
  names: Record<"title" | "host" | "guest" | "when" | "deadline" | "was" | "to", string>;
}

type Telling = (facts: LetterFacts, page: Page) => Told;

const telling: Record<LetterKind, Telling> = {
  "request-received": ({ booking, links }, { words, names }) => {
    const said = words.requestReceived;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [
        greeting(words, booking.guest.name),
        say(said.body, names),
        ...(booking.askedBecause ? [say(said.stale, names)] : []),
      ],
      details: [],
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [said.next],
    };
  },

  "please-decide": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.pleaseDecide;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [say(said.body, names), ...(booking.askedBecause ? [said.stale] : [])],
      details: [
        ...aboutGuest(booking, page),
        ...where(booking.type.location, words),
      ],
      buttons: [
        { label: said.confirm, url: links.confirm, tone: "main" },
        { label: said.reject, url: links.reject, tone: "quiet" },
      ],
      after: [said.after],
    };
  },

  "guest-confirmed": ({ booking, links }, { words, names }) => {
    const said = words.guestConfirmed;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: [
        ...where(booking.type.location, words),
        ...messages([booking.message, booking.type.confirmedMessage], words, names.host),
      ],
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [said.calendar],
    };
  },

  "host-confirmed": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.hostConfirmed;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [say(said.body, names)],
      details: [...aboutGuest(booking, page), ...where(booking.type.location, words)],
      buttons: [{ label: said.button, url: links.inbox, tone: "main" }],
      after: [said.calendar],
    };
  },

  "rejected": ({ booking, links }, { words, names }) => {
    const said = words.rejected;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [greeting(words, booking.guest.name), said.body],
      details: messages([booking.message, booking.type.rejectedMessage], words, names.host),
      buttons: [{ label: said.button, url: links.page, tone: "main" }],
      after: [],
    };
  },

  "expired": ({ booking, links }, { words, names }) => {
    const said = words.expired;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: [],
      buttons: [{ label: said.button, url: links.page, tone: "main" }],
      after: [],
    };
  },

  "guest-cancelled": ({ booking, links }, { words, names }) => {
    const said = words.guestCancelled;
    const byGuest = booking.changedBy === "guest";
    const wasAgreed = booking.ended === "cancelled";
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        say(byGuest ? said.byYou : said.body, names),
      ],
      details: byGuest ? [] : messages([booking.message], words, names.host),
      buttons: [{ label: said.button, url: links.page, tone: "main" }],
      after: wasAgreed ? [said.calendar] : [],
    };
  },

  "host-cancelled": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.hostCancelled;
    const byGuest = booking.changedBy === "guest";
    const body = !byGuest ? said.byYou : booking.ended === "withdrawn" ? said.withdrawn : said.body;
    return {
      subject: say(said.subject, names),
      heading: say(byGuest ? said.heading : said.headingByYou, names),
      paragraphs: [say(body, names)],
      details: [
        ...(byGuest ? messages([booking.message], words, names.guest) : []),
        ...aboutGuest(booking, page),
      ],
      buttons: [{ label: said.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },

  "guest-moved": ({ booking, links }, { words, names }) => {
    const said = words.guestMoved;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: where(booking.type.location, words),
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [said.calendar],
    };
  },

  "host-moved": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.hostMoved;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [say(said.body, names)],
      details: [...aboutGuest(booking, page), ...where(booking.type.location, words)],
      buttons: [{ label: said.button, url: links.inbox, tone: "main" }],
      after: [said.calendar],
    };
  },

  "entry-not-followed": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.entryNotFollowed;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [say(said.body, names), say(said.stays, names)],
      details: aboutGuest(booking, page),
      buttons: [{ label: said.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },

  "move-received": ({ booking, links }, { words, names }) => {
    const said = words.moveReceived;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: [],
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },

  "please-decide-move": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.pleaseDecideMove;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [say(said.body, names)],
      details: aboutGuest(booking, page),
      buttons: [
        { label: said.confirm, url: links.confirm, tone: "main" },
        { label: said.reject, url: links.reject, tone: "quiet" },
      ],
      after: [words.pleaseDecide.after],
    };
  },

  "move-rejected": ({ booking, links }, { words, names }) => {
    const said = words.moveRejected;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: messages([booking.message], words, names.host),
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },

  "move-expired": ({ booking, links }, { words, names }) => {
    const said = words.moveExpired;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: [],
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },

  "times-proposed": ({ booking, links }, { words, reader, names }) => {
    const said = words.timesProposed;
    const minutes = booking.end - booking.start;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: messages([booking.message], words, names.host),
      buttons: [
        ...(booking.proposed ?? []).map((start) => ({
          label: timeInWords({ start, end: start + minutes }, reader),
          url: `${links.guest}/move?slot=${encodeURIComponent(isoTime(start))}`,
          tone: "quiet" as const,
        })),
        { label: said.button, url: links.guest, tone: "main" },
      ],
      after: [said.after],
    };
  },
};

function pageFor({ booking, host, to, was }: LetterFacts): Page {
  const { guest } = booking;
  const { zone, language, hourCycle } = to === "guest" ? guest : host;
  const reader = { zone, language, hourCycle };
  return {
    words: wordsFor(language).letters,
    reader,
    names: {
      title: oneLine(booking.type.title),
      host: oneLine(host.name),
      guest: oneLine(guest.name),
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

function isoTime(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

function timeInWords(span: { start: number; end: number }, reader: Reader): string {
  return `${longDate(span.start, reader)}, ${timeRange(span, reader)}`;
}
