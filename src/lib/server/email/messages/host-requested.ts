import { format } from "$lib/i18n/format.ts";
import { guestDetails, locationDetails } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isRequested } from "./still-holds.ts";

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
        ...locationDetails(booking, "host", page),
      ],
      buttons: [
        { label: copy.confirm, url: links.confirm, tone: "main" },
        { label: copy.reject, url: links.reject, tone: "quiet" },
      ],
      after: [copy.after],
    };
  },
};
