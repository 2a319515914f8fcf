import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, locationDetails, messageDetails } from "../details.ts";
import type { MessageBuilder } from "./message.ts";

/** What was agreed. */
export const confirmedMessages = {
  "guest-confirmed": ({ booking, links }, { words, placeholders }) => {
    const copy = words.guestConfirmed;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [
        ...locationDetails(booking.type.location, words),
        ...messageDetails(
          [booking.message, booking.type.confirmedMessage],
          words,
          placeholders.host,
        ),
      ],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [copy.calendar],
    };
  },

  "host-confirmed": ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostConfirmed;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: [...guestDetails(booking, page), ...locationDetails(booking.type.location, words)],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [copy.calendar],
    };
  },
} satisfies Record<string, MessageBuilder>;
