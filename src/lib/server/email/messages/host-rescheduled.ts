import { format } from "$lib/i18n/format.ts";
import { guestDetails, locationDetails, timeChange } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed } from "./still-holds.ts";

/** Tells the host the old time and the new one, with the updated invitation. */
export const hostRescheduled: EmailMessage = {
  to: "host",
  label: (words) => words.hostRescheduled.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  isSentOnceVerified: true,
  content: (context, page) => {
    const { booking, links } = context;
    const { words, placeholders } = page;
    const copy = words.hostRescheduled;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        timeChange(copy, context, placeholders),
      ],
      details: [...guestDetails(booking, page), ...locationDetails(booking, "host", page)],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [copy.calendar],
    };
  },
};
