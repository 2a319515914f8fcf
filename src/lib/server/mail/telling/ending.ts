import { say } from "$lib/words/say.ts";
import { aboutGuest, greeting, messages } from "../details.ts";
import type { Telling } from "./telling.ts";

/** How a booking ended. */
export const ending = {
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
    const byHost = booking.changedBy === "calendar" ? said.byCalendar : said.byYou;
    const body = !byGuest ? byHost : booking.ended === "withdrawn" ? said.withdrawn : said.body;
    return {
      subject: say(said.subject, names),
      heading: say(byGuest ? said.heading : said.headingByYou, names),
      paragraphs: [
        say(body, names),
        ...(booking.changedBy === "calendar" ? [say(said.notMeant, names)] : []),
      ],
      details: [
        ...(byGuest ? messages([booking.message], words, names.guest) : []),
        ...aboutGuest(booking, page),
      ],
      buttons: [{ label: said.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },
} satisfies Record<string, Telling>;
