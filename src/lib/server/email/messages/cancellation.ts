import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, messageDetails, removalNote } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isCancelled } from "./still-holds.ts";
import { isUndecided } from "$lib/scheduling/booking-state.ts";

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
    const isWithdrawn = booking.endReason === "withdrawn";
    return {
      subject: format(isWithdrawn ? copy.subjectWithdrawn : copy.subject, placeholders),
      heading: isWithdrawn ? copy.headingWithdrawn : copy.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        isWithdrawn ? copy.withdrawn : ofHosts(byGuest ? copy.byYou : copy.byHost),
      ],
      details: byGuest ? [] : messageDetails([booking.message], words, placeholders.host),
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: wasAgreed ? removalNote(context, words, [copy.calendar]) : [],
    };
  },
};

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
    const isWithdrawn = booking.endReason === "withdrawn";
    const body = !byGuest ? byHost : isWithdrawn ? copy.withdrawn : copy.body;
    const byThem = isWithdrawn ? copy.headingWithdrawn : copy.heading;
    return {
      subject: format(isWithdrawn ? copy.subjectWithdrawn : copy.subject, placeholders),
      heading: format(byGuest ? byThem : copy.headingByYou, placeholders),
      paragraphs: [
        format(body, placeholders),
        ...(byCalendar ? [format(copy.notMeant, placeholders)] : []),
      ],
      details: [
        ...(byGuest ? messageDetails([booking.message], words, placeholders.guest) : []),
        ...guestDetails(booking, page),
      ],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: isWithdrawn ? [] : removalNote(context, words, []),
    };
  },
};

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
