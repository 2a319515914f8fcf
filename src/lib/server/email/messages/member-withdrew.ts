import { format } from "$lib/i18n/format.ts";
import { guestDetails, locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed } from "./still-holds.ts";

/** Tells the other members that one of them declined a confirmed meeting, which stands. */
export const memberWithdrew: EmailMessage = {
  to: "host",
  label: (words) => words.memberWithdrew.label,
  stillHolds: (booking, moment) =>
    isConfirmed(booking, moment) && Boolean(booking.team?.withdrawn.length),
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.memberWithdrew;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: [...guestDetails(booking, page), ...locationDetails(booking, "host", page)],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [copy.calendar],
    };
  },
};
