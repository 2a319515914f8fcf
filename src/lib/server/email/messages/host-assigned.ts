import { format } from "$lib/i18n/format.ts";
import { guestDetails, locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed } from "./still-holds.ts";

/** Tells a member of a meeting that was given to them, with the invitation. */
export const hostAssigned: EmailMessage = {
  to: "joining",
  label: (words) => words.hostAssigned.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  isSentOnceVerified: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostAssigned;
    const isTogether = booking.team?.mode === "collective";
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(isTogether ? copy.bodyTogether : copy.body, placeholders)],
      details: [...guestDetails(booking, page), ...locationDetails(booking, "host", page)],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [copy.calendar],
    };
  },
};
