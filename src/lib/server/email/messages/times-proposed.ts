import { format } from "$lib/i18n/format.ts";
import { greeting, messageDetails } from "../details.ts";
import { formatFullTime } from "../placeholders.ts";
import type { EmailMessage } from "./message.ts";
import { isRequested } from "./still-holds.ts";

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
          label: formatFullTime({ start, end: start + minutes }, reader),
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
