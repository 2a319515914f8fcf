import { format } from "$lib/i18n/format.ts";
import { changeLinks, greeting, guestDetails, messageDetails } from "../details.ts";
import { ownAnswers, placeFact, requestedPlace } from "../place-details.ts";
import type { EmailMessage } from "./message.ts";
import { inState, isRequested } from "./still-holds.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";

/** Tells the guest that the request was received and is waiting for the host. */
export const requestReceived: EmailMessage = {
  to: "guest",
  label: (words) => words.requestReceived.label,
  stillHolds: isRequested,
  template: { per: "event-type", placeholders: ["deadline"], required: ["deadline"] },
  content: (context, page) => {
    const { booking, links } = context;
    const { words, placeholders, ofHosts } = page;
    const copy = words.requestReceived;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        greeting(words, booking.guest.name),
        ofHosts(copy.body),
        ...(booking.approvalReason ? [format(copy.stale, placeholders)] : []),
      ],
      details: [...requestedPlace(booking, page), ...ownAnswers(booking, page)],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      links: [changeLinks(context, words)],
      after: [copy.next],
    };
  },
};

/** Asks the host to confirm or decline a request. */
export const hostRequested: EmailMessage = {
  to: "host",
  label: (words) => words.hostRequested.label,
  stillHolds: isRequested,
  isSentOnceVerified: true,
  content: ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.hostRequested;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        format(copy.body, placeholders),
        ...(booking.approvalReason ? [copy.stale] : []),
      ],
      details: [
        ...guestDetails(booking, page),
        ...placeFact(booking, "host", page),
      ],
      buttons: [
        { label: copy.confirm, url: links.confirm, tone: "main" },
        { label: copy.reject, url: links.reject, tone: "quiet" },
      ],
      after: [copy.after],
    };
  },
};

/** Tells the guest that the host declined. */
export const rejected: EmailMessage = {
  to: "guest",
  label: (words) => words.rejected.label,
  stillHolds: inState("declined"),
  template: { per: "event-type", placeholders: [], required: [] },
  content: ({ booking, links }, { words, placeholders }) => {
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
};

/** Tells the guest that the host did not answer in time. */
export const expired: EmailMessage = {
  to: "guest",
  label: (words) => words.expired.label,
  stillHolds: inState("expired"),
  template: { per: "event-type", placeholders: [], required: [] },
  content: ({ booking, links }, { words, placeholders }) => {
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
};

/** Offers the guest other times for their request. */
export const timesProposed: EmailMessage = {
  to: "guest",
  label: (words) => words.timesProposed.label,
  stillHolds: (booking, moment) => isRequested(booking, moment) && booking.proposed.length > 0,
  template: { per: "event-type", placeholders: ["deadline"], required: ["deadline"] },
  content: ({ booking, links }, { words, reader, placeholders }) => {
    const copy = words.timesProposed;
    const minutes = booking.end - booking.start;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: messageDetails([booking.message], words, placeholders.host),
      buttons: [
        ...booking.proposed.map((start) => ({
          label: formatWhen({ start, end: start + minutes }, reader),
          url: `${links.guest}/reschedule?slot=${encodeURIComponent(isoTime(start))}`,
          tone: "quiet" as const,
        })),
        { label: copy.button, url: links.guest, tone: "main" },
      ],
      after: [copy.after],
    };
  },
};

function isoTime(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
