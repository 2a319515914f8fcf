import { format } from "$lib/i18n/format.ts";
import { greeting } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isRescheduleRequested } from "./still-holds.ts";

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
