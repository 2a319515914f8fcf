import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { locationDetails, timeChange } from "../details.ts";
import type { EmailMessage } from "./message.ts";

/** Tells an extra guest of another time, or of other hosts, with the updated invitation. */
export const extraGuestUpdated: EmailMessage = {
  to: "extra-guests",
  label: (words) => words.extraGuestUpdated.label,
  stillHolds: isConfirmed,
  itipMethod: "REQUEST",
  repeatsWithinSequence: true,
  content: (context, page) => {
    const { words, placeholders, ofHosts } = page;
    const copy = words.extraGuestUpdated;
    return {
      subject: format(copy.subject, placeholders),
      heading: copy.heading,
      paragraphs: [
        words.greetingNobody,
        context.previousTime
          ? timeChange(words.guestRescheduled, context, placeholders)
          : ofHosts(copy.body),
      ],
      details: locationDetails(context.booking, "extra-guest", page),
      buttons: [],
      after: [copy.calendar],
    };
  },
};
