import { format } from "$lib/i18n/format.ts";
import { greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { inState } from "./still-holds.ts";
import { awaitsVerificationToInvite } from "$lib/scheduling/extra-guests.ts";

const isUnverified = inState("unverified");

/** Asks the guest to verify their address before the host is notified of the request. */
export const verifyEmailAddress: EmailMessage = {
  to: "guest",
  label: (words) => words.verifyEmailAddress.label,
  // Of several, only the last one goes out: it has the link that is valid, to the address that is.
  stillHolds: (booking, moment) =>
    isUnverified(booking, moment) && booking.verification.sentAt === moment.requestedAt,
  hasVerificationLink: true,
  repeatsWithinSequence: true,
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
