import { format } from "$lib/i18n/format.ts";
import { greeting, messageDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmedUnchanged } from "./still-holds.ts";

/** Tells the guest that the host declined the other time. */
export const rescheduleDeclined: EmailMessage = {
  to: "guest",
  label: (words) => words.rescheduleDeclined.label,
  stillHolds: isConfirmedUnchanged,
  template: { per: "event-type", placeholders: [], required: [] },
  repeatsWithinSequence: true,
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.rescheduleDeclined;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: messageDetails([booking.message], words, placeholders.host),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },
};
