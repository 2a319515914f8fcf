import { format } from "$lib/i18n/format.ts";
import { removalNote } from "../details.ts";
import type { EmailMessage } from "./message.ts";
import { isCancelled } from "./still-holds.ts";

/** Tells an extra guest that the meeting was cancelled. */
export const extraGuestCancelled: EmailMessage = {
  to: "extra-guests",
  label: (words) => words.extraGuestCancelled.label,
  stillHolds: isCancelled,
  itipMethod: "CANCEL",
  content: (context, { words, placeholders, ofHosts }) => {
    const copy = words.extraGuestCancelled;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [words.greetingNobody, ofHosts(copy.body)],
      details: [],
      buttons: [],
      after: removalNote(context, words, [copy.calendar]),
    };
  },
};
