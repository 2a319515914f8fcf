import { say } from "$lib/words/say.ts";
import { aboutGuest, greeting, where } from "../details.ts";
import type { Telling } from "./telling.ts";

/** What goes out by itself round a meeting. */
export const reminding = {
  "reminder": ({ booking, links, to }, page) => {
    const { words, names } = page;
    const said = words.reminder;
    const place = where(booking.type.location, words);
    if (to === "host") {
      return {
        subject: say(said.subjectHost, names),
        heading: say(said.headingHost, names),
        paragraphs: [say(said.bodyHost, names)],
        details: [...aboutGuest(booking, page), ...place],
        buttons: [{ label: said.buttonHost, url: links.inbox, tone: "main" }],
        after: [],
      };
    }
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: place,
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [said.cannot],
    };
  },

  "follow-up": ({ booking, links, to }, page) => {
    const { words, names } = page;
    const said = words.followUp;
    if (to === "host") {
      return {
        subject: say(said.subjectHost, names),
        heading: say(said.headingHost, names),
        paragraphs: [say(said.bodyHost, names)],
        details: aboutGuest(booking, page),
        buttons: [{ label: said.buttonHost, url: links.inbox, tone: "main" }],
        after: [],
      };
    }
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [greeting(words, booking.guest.name), say(said.body, names)],
      details: [],
      buttons: [{ label: said.button, url: links.page, tone: "main" }],
      after: [],
    };
  },
} satisfies Record<string, Telling>;
