import { format } from "$lib/i18n/format.ts";
import { greeting, messageDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { inState } from "./still-holds.ts";

/** Tells the guest that the host declined. */
export const rejected: EmailMessage = {
  to: "guest",
  label: (words) => words.rejected.label,
  stillHolds: inState("declined"),
  template: { per: "event-type", placeholders: [], required: [] },
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.rejected;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), copy.body],
      details: messageDetails(
        [booking.message, booking.type.rejectedMessage],
        words,
        placeholders.host,
      ),
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: [],
    };
  },
};
