import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { guestDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the host that an event dragged in the calendar could not move the booking. */
export const calendarChangeNotApplied: EmailMessage = {
  to: "host",
  label: (words) => words.calendarChangeNotApplied.label,
  stillHolds: isConfirmed,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.calendarChangeNotApplied;
    // The entry of one of several members is put back.
    const texts = booking.team?.mode === "collective" ? words.changeForAll : copy;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        format(texts.body, placeholders),
        format(texts.stays, placeholders),
      ],
      details: guestDetails(booking, page),
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },
};
