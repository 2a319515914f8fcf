import { format } from "$lib/i18n/format.ts";
import { greeting, locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed, isUndecided } from "$lib/scheduling/booking-state.ts";
import { isRequested } from "./still-holds.ts";

/** Tells the guest whom they will meet now, or who answers their request. */
export const guestReassigned: EmailMessage = {
  to: "guest",
  label: (words) => words.guestReassigned.label,
  stillHolds: (booking, moment) => isConfirmed(booking) || isRequested(booking, moment),
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.guestReassigned;
    const isPending = isUndecided(booking);
    return {
      subject: format(isPending ? copy.subjectPending : copy.subject, placeholders),
      heading: format(isPending ? copy.headingPending : copy.heading, placeholders),
      paragraphs: [
        greeting(words, booking.guest.name),
        isPending ? ofHosts(words.requestReceived.body) : copy.body,
      ],
      details: isPending ? [] : locationDetails(booking, "guest", page),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: isPending ? [] : [copy.calendar],
    };
  },
};
