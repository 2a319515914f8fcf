import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, messageDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmedUnchanged, isRescheduleRequested } from "./still-holds.ts";

/** Tells the guest that the reschedule request waits for the host. */
export const rescheduleRequestReceived: EmailMessage = {
  to: "guest",
  label: (words) => words.rescheduleRequestReceived.label,
  stillHolds: isRescheduleRequested,
  template: {
    per: "event-type",
    placeholders: ["requested", "deadline"],
    required: ["requested", "deadline"],
  },
  repeatsWithinSequence: true,
  content: ({ booking, links }, { words, placeholders, ofHosts }) => {
    const copy = words.rescheduleRequestReceived;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), ofHosts(copy.body)],
      details: [],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },
};

/** Asks the host to confirm or decline another time. */
export const hostRescheduleRequested: EmailMessage = {
  to: "host",
  label: (words) => words.hostRescheduleRequested.label,
  stillHolds: isRescheduleRequested,
  repeatsWithinSequence: true,
  isSentOnceVerified: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostRescheduleRequested;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [format(copy.body, placeholders)],
      details: guestDetails(booking, page),
      buttons: [
        { label: copy.confirm, url: links.confirm, tone: "main" },
        { label: copy.reject, url: links.reject, tone: "quiet" },
      ],
      after: [words.hostRequested.after],
    };
  },
};

/** Tells the guest that the host declined the other time. */
export const rescheduleDeclined: EmailMessage = {
  to: "guest",
  label: (words) => words.rescheduleDeclined.label,
  stillHolds: isConfirmedUnchanged,
  template: { per: "event-type", placeholders: [], required: [] },
  repeatsWithinSequence: true,
  content: ({ booking, links }, { words, placeholders }) => {
    const copy = words.rescheduleDeclined;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: messageDetails([booking.message], words, placeholders.host),
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [],
    };
  },
};

/** Tells the host that the guest withdrew the reschedule request. */
export const rescheduleWithdrawn: EmailMessage = {
  to: "host",
  label: (words) => words.rescheduleWithdrawn.label,
  stillHolds: isConfirmedUnchanged,
  repeatsWithinSequence: true,
  content: ({ booking, links }, page) => {
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
};

/** Tells the guest that the host did not answer the reschedule request in time. */
export const rescheduleExpired: EmailMessage = {
  to: "guest",
  label: (words) => words.rescheduleExpired.label,
  stillHolds: isConfirmedUnchanged,
  template: { per: "event-type", placeholders: [], required: [] },
  repeatsWithinSequence: true,
  content: ({ booking, links }, { words, placeholders }) => {
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
};
