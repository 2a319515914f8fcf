import { format } from "$lib/i18n/format.ts";
import { greeting, guestDetails, locationDetails, messageDetails } from "../details.ts";
import { formatFullTime } from "../placeholders.ts";
import type { MessageBuilder } from "./message.ts";

/** What is asked, and what the host offers instead. */
export const requestMessages = {
  "verify-email-address": ({ booking, links }, { words, placeholders }) => {
    const copy = words.verifyGuestEmail;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: [],
      buttons: [{ label: copy.button, url: links.verify, tone: "main" }],
      after: [copy.after],
    };
  },

  "request-received": ({ booking, links }, { words, placeholders }) => {
    const copy = words.requestReceived;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        greeting(words, booking.guest.name),
        format(copy.body, placeholders),
        ...(booking.approvalReason ? [format(copy.stale, placeholders)] : []),
      ],
      details: [],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      after: [copy.next],
    };
  },

  "host-requested": ({ booking, links }, page) => {
    const { words, placeholders } = page;
    const copy = words.pleaseDecide;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        format(copy.body, placeholders),
        ...(booking.approvalReason ? [copy.stale] : []),
      ],
      details: [
        ...guestDetails(booking, page),
        ...locationDetails(booking.type.location, words),
      ],
      buttons: [
        { label: copy.confirm, url: links.confirm, tone: "main" },
        { label: copy.reject, url: links.reject, tone: "quiet" },
      ],
      after: [copy.after],
    };
  },

  "times-proposed": ({ booking, links }, { words, reader, placeholders }) => {
    const copy = words.timesProposed;
    const minutes = booking.end - booking.start;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [greeting(words, booking.guest.name), format(copy.body, placeholders)],
      details: messageDetails([booking.message], words, placeholders.host),
      buttons: [
        ...(booking.proposed ?? []).map((start) => ({
          label: formatFullTime({ start, end: start + minutes }, reader),
          url: `${links.guest}/reschedule?slot=${encodeURIComponent(isoTime(start))}`,
          tone: "quiet" as const,
        })),
        { label: copy.button, url: links.guest, tone: "main" },
      ],
      after: [copy.after],
    };
  },
} satisfies Record<string, MessageBuilder>;

function isoTime(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
