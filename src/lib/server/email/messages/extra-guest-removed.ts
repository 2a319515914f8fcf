import { format } from "$lib/i18n/format.ts";
import { removalNote } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells an extra guest that they were removed; the meeting stands, and later changes of it do not reach them. */
export const extraGuestRemoved: EmailMessage = {
  to: "removed-guests",
  label: (words) => words.extraGuestRemoved.label,
  stillHolds: () => true,
  itipMethod: "CANCEL",
  repeatsWithinSequence: true,
  content: (context, { words, placeholders }) => {
    const copy = words.extraGuestRemoved;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [words.greetingNobody, format(copy.body, placeholders)],
      details: [],
      buttons: [],
      after: removalNote(context, words, [copy.calendar]),
    };
  },
};
