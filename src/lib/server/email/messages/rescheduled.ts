import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, locationDetails, messageDetails } from "../details.ts";
import type { EmailContext } from "../email.ts";
import type { MessageBuilder } from "./message.ts";

/** What was moved, could not be, or is asked to be. */
export const rescheduleMessages = {
  "guest-rescheduled": ({ booking, links, previousTime }, { words, placeholders }) => {
    const copy = words.guestRescheduled;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        greeting(words, booking.guest.name),
        format(copy[isBackToKnownTime(booking, previousTime) ? "back" : "body"], placeholders),
      ],
      details: locationDetails(booking.type.location, words),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [copy.calendar],
    };
  },

  "host-rescheduled": ({ booking, links, previousTime }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostRescheduled;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        format(copy[isBackToKnownTime(booking, previousTime) ? "back" : "body"], placeholders),
      ],
      details: [...guestDetails(booking, page), ...locationDetails(booking.type.location, words)],
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [copy.calendar],
    };
  },

  "calendar-change-not-applied": ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.calendarChangeNotApplied;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [format(copy.body, placeholders), format(copy.stays, placeholders)],
      details: guestDetails(booking, page),
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },

  "reschedule-request-received": ({ booking, links }, { words, placeholders }) => {
    const copy = words.rescheduleReceived;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },

  "host-reschedule-requested": ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.pleaseDecideReschedule;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: guestDetails(booking, page),
      buttons: [
        { label: copy.confirm, url: links.confirm, tone: "main" },
        { label: copy.reject, url: links.reject, tone: "quiet" },
      ],
      after: [words.pleaseDecide.after],
    };
  },

  "reschedule-declined": ({ booking, links }, { words, placeholders }) => {
    const copy = words.rescheduleRejected;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: messageDetails([booking.message], words, placeholders.host),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },

  "reschedule-withdrawn": ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.rescheduleWithdrawn;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: guestDetails(booking, page),
      buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
      after: [],
    };
  },

  "reschedule-expired": ({ booking, links }, { words, placeholders }) => {
    const copy = words.rescheduleExpired;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },
} satisfies Record<string, MessageBuilder>;

/** Moved to and fro before anybody was told: the time is the one that the reader knows. */
function isBackToKnownTime(
  booking: EmailContext["booking"],
  was: EmailContext["previousTime"],
): boolean {
  return was?.start === booking.start;
}
