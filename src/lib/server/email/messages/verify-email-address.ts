import { format } from "$lib/i18n/format.ts";
import { greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { inState } from "./still-holds.ts";

/** Asks the guest to verify their address before the host is notified of the request. */
export const verifyEmailAddress: EmailMessage = {
  to: "guest",
  label: (words) => words.verifyEmailAddress.label,
  stillHolds: inState("unverified"),
  hasVerificationLink: true,
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.verifyEmailAddress;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.verify, tone: "main" }],
      after: [copy.after],
    };
  },
};
