import { format } from "$lib/i18n/format.ts";
import { changeLinks, greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isRequested } from "./still-holds.ts";

/** Tells the guest that the request was received and is waiting for the host. */
export const requestReceived: EmailMessage = {
  to: "guest",
  label: (words) => words.requestReceived.label,
  stillHolds: isRequested,
  template: { per: "event-type", placeholders: ["deadline"], required: ["deadline"] },
  content: (context, { words, placeholders, ofHosts }) => {
    const { booking, links } = context;
    const copy = words.requestReceived;
    return {
      subject: format(copy.subject, placeholders),
      heading: format(copy.heading, placeholders),
      paragraphs: [
        greeting(words, booking.guest.name),
        ofHosts(copy.body),
        ...(booking.approvalReason ? [format(copy.stale, placeholders)] : []),
      ],
      details: [],
      buttons: [{ label: copy.button, url: links.guest, tone: "main" }],
      links: [changeLinks(context, words)],
      after: [copy.next],
    };
  },
};
