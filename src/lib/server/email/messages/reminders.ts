import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, locationDetails } from "../details.ts";
import type { MessageBuilder } from "./message.ts";

/** What goes out by itself round a meeting. */
export const reminderMessages = {
  "reminder": ({ booking, links, to }, page) => {
    const { words, placeholders } = page;
    const copy = words.reminder;
    const place = locationDetails(booking.type.location, words);
    if (to === "host") {
      return {
        subject: format(copy.subjectHost, placeholders),
        heading: format(copy.headingHost, placeholders),
        paragraphs: [format(copy.bodyHost, placeholders)],
        details: [...guestDetails(booking, page), ...place],
        buttons: [{ label: copy.buttonHost, url: links.inbox, tone: "main" }],
        after: [],
      };
    }
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: place,
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [copy.cannot],
    };
  },

  "follow-up": ({ booking, links, to }, page) => {
    const { words, placeholders } = page;
    const copy = words.followUp;
    if (to === "host") {
      return {
        subject: format(copy.subjectHost, placeholders),
        heading: format(copy.headingHost, placeholders),
        paragraphs: [format(copy.bodyHost, placeholders)],
        details: guestDetails(booking, page),
        buttons: [{ label: copy.buttonHost, url: links.inbox, tone: "main" }],
        after: [],
      };
    }
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: [],
    };
  },
} satisfies Record<string, MessageBuilder>;
