import { say } from "$lib/words/say.ts";
import { aboutGuest, greeting, messages, where } from "../details.ts";
import { timeInWords } from "../names.ts";
import type { Telling } from "./telling.ts";

/** What is asked, and what the host offers instead. */
export const asking = {
  "prove-address": ({ booking, links }, { words, names }) => {
    const said = words.proveAddress;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: [],
      buttons: [{ label: said.button, url: links.prove, tone: "main" }],
      after: [said.after],
    };
  },

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
} satisfies Record<string, Telling>;

function isoTime(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
