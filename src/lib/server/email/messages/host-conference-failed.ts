import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { isConference } from "$lib/scheduling/location.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { guestDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the hosts that the calendar made no video link; the meeting stands without one. */
export const hostConferenceFailed: EmailMessage = {
  to: "host",
  label: (words) => words.hostConferenceFailed.label,
  stillHolds: (booking) => {
    const { location } = booking.type;
    return isConfirmed(booking) && isConference(location) && location.failed;
  },
  isSentOnceVerified: true,
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders, reader } = page;
    const copy = words.hostConferenceFailed;
    const { location } = booking.type;
    const conference = isConference(location)
      ? messages(reader.language).places.kinds[location.kind]
      : "";
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [format(copy.body, { ...placeholders, conference })],
      details: guestDetails(booking, page),
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [format(copy.next, placeholders)],
    };
  },
};
