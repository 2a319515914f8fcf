import { format } from "$lib/i18n/format.ts";
import { greeting, messageDetails, removalNote } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isCancelled } from "./still-holds.ts";

/** Tells the guest that the booking was cancelled or withdrawn. */
export const guestCancelled: EmailMessage = {
  to: "guest",
  label: (words) => words.guestCancelled.label,
  stillHolds: isCancelled,
  itipMethod: "CANCEL",
  template: { per: "event-type", placeholders: [], required: [] },
  content: (context, { words, placeholders, ofHosts }) => {
    const { booking, links } = context;
    const copy = words.guestCancelled;
    const byGuest = booking.changedBy === "guest";
    const wasAgreed = booking.endReason === "cancelled";
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        ofHosts(byGuest ? copy.byYou : copy.byHost),
      ],
      details: byGuest ? [] : messageDetails([booking.message], words, placeholders.host),
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: wasAgreed ? removalNote(context, words, [copy.calendar]) : [],
    };
  },
};
