import { format } from "$lib/i18n/format.ts";
import { greeting, locationDetails, messageDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed } from "./still-holds.ts";

/** Tells the guest that the booking is confirmed, with the invitation. */
export const guestConfirmed: EmailMessage = {
  to: "guest",
  label: (words) => words.guestConfirmed.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  template: { per: "event-type", placeholders: ["location"], required: [] },
  content: ({ booking, links }, { words, placeholders, ofHosts }) => {
    const copy = words.guestConfirmed;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), ofHosts(copy.body)],
      details: [
        ...locationDetails(booking.type.location, words),
        ...messageDetails(
          [booking.message, booking.type.confirmedMessage],
          words,
          placeholders.host,
        ),
      ],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [copy.calendar],
    };
  },
};
