import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { calendarLinks, changeLinks, greeting, locationDetails, timeChange } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the guest the old time and the new one, with the updated invitation. */
export const guestRescheduled: EmailMessage = {
  to: "guest",
  label: (words) => words.guestRescheduled.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  template: { per: "event-type", placeholders: ["previous", "location"], required: ["previous"] },
  content: (context, page) => {
    const { words, placeholders } = page;
    const { booking, links } = context;
    const copy = words.guestRescheduled;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        timeChange(copy, context, placeholders),
      ],
      details: locationDetails(booking, "guest", page),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      links: [
        changeLinks(context, words),
        calendarLinks(context, words, `${placeholders.title} – ${placeholders.host}`),
      ],
      after: [copy.calendar],
    };
  },
};
