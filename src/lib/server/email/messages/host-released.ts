import { isUndecided } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { removalNote } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells a member that a meeting or a request is another member's now; later changes of it do not reach them. */
export const hostReleased: EmailMessage = {
  to: "leaving",
  label: (words) => words.hostReleased.label,
  stillHolds: () => true,
  itipMethod: "CANCEL",
  repeatsWithinSequence: true,
  content: (context, { words, placeholders }) => {
    const { booking, links } = context;
    const copy = words.hostReleased;
    const isTogether = booking.team?.mode === "collective";
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [format(isTogether ? copy.bodyTogether : copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: isUndecided(booking) ? [] : removalNote(context, words, [copy.calendar]),
    };
  },
};
