import { format } from "$lib/i18n/format.ts";
import { guestDetails, locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed } from "./still-holds.ts";

/** Tells the hosts where the meeting takes place now, with the updated invitation. */
export const hostLocationChanged: EmailMessage = {
  to: "host",
  label: (words) => words.hostLocationChanged.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostLocationChanged;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: [...guestDetails(booking, page), ...locationDetails(booking, "host", page)],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [copy.calendar],
    };
  },
};
