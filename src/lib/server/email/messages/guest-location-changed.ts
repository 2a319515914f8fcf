import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { greeting, locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the guest where the meeting takes place now, with the updated invitation. */
export const guestLocationChanged: EmailMessage = {
  to: "guest",
  label: (words) => words.guestLocationChanged.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.guestLocationChanged;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), copy.body],
      details: locationDetails(booking, "guest", page),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [copy.calendar],
    };
  },
};
