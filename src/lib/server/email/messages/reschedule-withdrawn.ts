import { format } from "$lib/i18n/format.ts";
import { guestDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmedUnchanged } from "./still-holds.ts";

/** Tells the host that the guest withdrew the reschedule request. */
export const rescheduleWithdrawn: EmailMessage = {
  to: "host",
  label: (words) => words.rescheduleWithdrawn.label,
  stillHolds: isConfirmedUnchanged,
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.rescheduleWithdrawn;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: guestDetails(booking, page),
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },
};
