import { format } from "$lib/i18n/format.ts";
import type { EmailMessage } from "./message.ts";
import { isCancelled } from "./still-holds.ts";

/** Tells an extra guest that the meeting was cancelled. */
export const extraGuestCancelled: EmailMessage = {
  to: "extra-guests",
  label: (words) => words.extraGuestCancelled.label,
  stillHolds: isCancelled,
  itipMethod: "CANCEL",
  content: (_context, { words, placeholders, ofHosts }) => {
    const copy = words.extraGuestCancelled;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [words.greetingNobody, ofHosts(copy.body)],
      details: [],
      buttons: [],
      after: [copy.calendar],
    };
  },
};
