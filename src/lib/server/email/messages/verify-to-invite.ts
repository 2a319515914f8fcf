import { awaitsVerificationToInvite } from "$lib/scheduling/extra-guests.ts";
import { format } from "$lib/i18n/format.ts";
import { greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Asks the guest of a booking without approval to verify their address before extra guests are invited. */
export const verifyToInvite: EmailMessage = {
  to: "guest",
  label: (words) => words.verifyToInvite.label,
  stillHolds: (booking) => awaitsVerificationToInvite(booking),
  hasVerificationLink: true,
  repeatsWithinSequence: true,
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.verifyToInvite;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), copy.body],
      details: [],
      buttons: [{ label: copy.button, url: links.verify, tone: "main" }],
      after: [copy.after],
    };
  },
};
