import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Invites somebody whom the guest brings along. */
export const extraGuestInvited: EmailMessage = {
  to: "added-guests",
  label: (words) => words.extraGuestInvited.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking }, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.extraGuestInvited;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [words.greetingNobody, ofHosts(copy.body)],
      details: locationDetails(booking, "extra-guest", page),
      buttons: [],
      after: [copy.calendar, format(copy.changes, placeholders)],
    };
  },
};
