import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import {
  calendarLinks,
  changeLinks,
  greeting,
  locationDetails,
  messageDetails,
} from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the guest that the booking is confirmed, with the invitation. */
export const guestConfirmed: EmailMessage = {
  to: "guest",
  label: (words) => words.guestConfirmed.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  template: { per: "event-type", placeholders: ["location"], required: [] },
  content: (context, page) => {
    const { booking, links } = context;
    const { words, placeholders, ofHosts } = page;
    const copy = words.guestConfirmed;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), ofHosts(copy.body)],
      details: [
        ...locationDetails(booking, "guest", page),
        ...messageDetails(
          [booking.message, booking.type.confirmedMessage],
          words,
          placeholders.host,
        ),
      ],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      links: [
        changeLinks(context, words),
        // These add one meeting; the attached file has all dates of a series.
        ...(context.dates
          ? []
          : [calendarLinks(context, words, `${placeholders.title} – ${placeholders.host}`)]),
      ],
      after: [copy.calendar],
    };
  },
};
