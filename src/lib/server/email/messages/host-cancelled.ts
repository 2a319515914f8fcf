import { format } from "$lib/i18n/format.ts";
import { guestDetails, messageDetails, removalNote } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isCancelled } from "./still-holds.ts";

/** Tells the host that the booking was cancelled or withdrawn. */
export const hostCancelled: EmailMessage = {
  to: "host",
  label: (words) => words.hostCancelled.label,
  stillHolds: isCancelled,
  itipMethod: "CANCEL",
  content: (context, page) => {
    const { booking, links } = context;
    const { words, placeholders } = page;
    const copy = words.hostCancelled;
    const byGuest = booking.changedBy === "guest";
    // Of several members, the others have not deleted anything.
    const byCalendar = booking.changedBy === "calendar" && booking.team?.mode !== "collective";
    const byHost = byCalendar ? copy.byCalendar : copy.byYou;
    const body = !byGuest ? byHost : booking.endReason === "withdrawn" ? copy.withdrawn : copy.body;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(byGuest ? copy.heading : copy.headingByYou, placeholders),
      paragraphs: [
        format(body, placeholders),
        ...(byCalendar ? [format(copy.notMeant, placeholders)] : []),
      ],
      details: [
        ...(byGuest ? messageDetails([booking.message], words, placeholders.guest) : []),
        ...guestDetails(booking, page),
      ],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: booking.endReason === "withdrawn" ? [] : removalNote(context, words, []),
    };
  },
};
