import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { guestDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConference } from "$lib/scheduling/location.ts";
import { messages } from "$lib/i18n/messages.ts";

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
