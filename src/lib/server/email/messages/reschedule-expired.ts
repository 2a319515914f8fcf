import { format } from "$lib/i18n/format.ts";
import { greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmedUnchanged } from "./still-holds.ts";

/** Tells the guest that the host did not answer the reschedule request in time. */
export const rescheduleExpired: EmailMessage = {
  to: "guest",
  label: (words) => words.rescheduleExpired.label,
  stillHolds: isConfirmedUnchanged,
  template: { per: "event-type", placeholders: [], required: [] },
  repeatsWithinSequence: true,
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.rescheduleExpired;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },
};
