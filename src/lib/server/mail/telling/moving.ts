import { say } from "$lib/words/say.ts";
import { aboutGuest, greeting, messages, where } from "../details.ts";
import type { LetterFacts } from "../letter.ts";
import type { Telling } from "./telling.ts";

/** What was moved, could not be, or is asked to be. */
export const moving = {
  "guest-moved": ({ booking, links, was }, { words, names }) => {
    const said = words.guestMoved;
    return {
      subject: say(said.subject, names),
      heading: said.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        say(said[isBack(booking, was) ? "back" : "body"], names),
      ],
      details: where(booking.type.location, words),
      buttons: [{ label: said.button, url: links.guest, tone: "main" }],
      after: [said.calendar],
    };
  },

  "host-moved": ({ booking, links, was }, page) => {
    const { words, names } = page;
    const said = words.hostMoved;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [say(said[isBack(booking, was) ? "back" : "body"], names)],
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

  "move-withdrawn": ({ booking, links }, page) => {
    const { words, names } = page;
    const said = words.moveWithdrawn;
    return {
      subject: say(said.subject, names),
      heading: say(said.heading, names),
      paragraphs: [say(said.body, names)],
      details: aboutGuest(booking, page),
      buttons: [{ label: said.button, url: links.inbox, tone: "main" }],
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
} satisfies Record<string, Telling>;

/** Moved to and fro before anybody was told: the time is the one that the reader knows. */
function isBack(booking: LetterFacts["booking"], was: LetterFacts["was"]): boolean {
  return was?.start === booking.start;
}
