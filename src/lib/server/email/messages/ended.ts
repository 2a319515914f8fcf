import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, messageDetails } from "../details.ts";
import type { MessageBuilder } from "./message.ts";

/** How a booking ended. */
export const endedMessages = {
  "rejected": ({ booking, links }, { words, placeholders }) => {
    const copy = words.rejected;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), copy.body],
      details: messageDetails(
        [booking.message, booking.type.rejectedMessage],
        words,
        placeholders.host,
      ),
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: [],
    };
  },

  "expired": ({ booking, links }, { words, placeholders }) => {
    const copy = words.expired;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: [],
    };
  },

  "guest-cancelled": ({ booking, links }, { words, placeholders }) => {
    const copy = words.guestCancelled;
    const byGuest = booking.changedBy === "guest";
    const wasAgreed = booking.endReason === "cancelled";
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        format(byGuest ? copy.byYou : copy.body, placeholders),
      ],
      details: byGuest ? [] : messageDetails([booking.message], words, placeholders.host),
      buttons: [{ label: copy.button, url: links.page, tone: "main" }],
      after: wasAgreed ? [copy.calendar] : [],
    };
  },

  "host-cancelled": ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostCancelled;
    const byGuest = booking.changedBy === "guest";
    const byHost = booking.changedBy === "calendar" ? copy.byCalendar : copy.byYou;
    const body = !byGuest ? byHost : booking.endReason === "withdrawn" ? copy.withdrawn : copy.body;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(byGuest ? copy.heading : copy.headingByYou, placeholders),
      paragraphs: [
        format(body, placeholders),
        ...(booking.changedBy === "calendar" ? [format(copy.notMeant, placeholders)] : []),
      ],
      details: [
        ...(byGuest ? messageDetails([booking.message], words, placeholders.guest) : []),
        ...guestDetails(booking, page),
      ],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },
} satisfies Record<string, MessageBuilder>;
