import { format } from "$lib/i18n/format.ts";
import { guestDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isRescheduleRequested } from "./still-holds.ts";

/** Asks the host to confirm or decline another time. */
export const hostRescheduleRequested: EmailMessage = {
  to: "host",
  label: (words) => words.hostRescheduleRequested.label,
  stillHolds: isRescheduleRequested,
  repeatsWithinSequence: true,
  isSentOnceVerified: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostRescheduleRequested;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: guestDetails(booking, page),
      buttons: [
        { label: copy.confirm, url: links.confirm, tone: "main" },
        { label: copy.reject, url: links.reject, tone: "quiet" },
      ],
      after: [words.hostRequested.after],
    };
  },
};
