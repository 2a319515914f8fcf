import { say } from "$lib/words/say.ts";
import { aboutGuest, greeting, messages, where } from "../details.ts";
import type { Telling } from "./telling.ts";

/** What was agreed. */
export const agreeing = {
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
} satisfies Record<string, Telling>;
