import { format } from "$lib/i18n/format.ts";
import { greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { inState } from "./still-holds.ts";

/** Tells the guest that the host did not answer in time. */
export const expired: EmailMessage = {
  to: "guest",
  label: (words) => words.expired.label,
  stillHolds: inState("expired"),
  template: { per: "event-type", placeholders: [], required: [] },
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.expired;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: [],
    };
  },
};
