import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { guestDetails, locationDetails } from "../details.ts";
import type { EmailMessage, EmailWords, MessagePlaceholder } from "./message.ts";

/** The texts of an email about a meeting that a host is to come to. */
interface MeetingCopy {
  label: string;
  subject: string;
  heading: string;
  button: string;
  calendar: string;
}

type Shared = "label" | "stillHolds" | "itipMethod" | "content";

/** What emails to hosts about a confirmed meeting share: its facts, a link to the inbox and the current invitation. */
export function hostMeeting<Copy extends MeetingCopy>(
  copyFrom: (words: EmailWords) => Copy,
  paragraphOf: (
    copy: Copy,
    placeholders: Record<MessagePlaceholder, string>,
    context: Parameters<EmailMessage["content"]>[0],
  ) => string,
): Pick<EmailMessage, Shared> {
  return {
    label: (words) => copyFrom(words).label,
    stillHolds: isConfirmed,
    itipMethod: "REQUEST",
    content: (context, page) => {
      const { booking, links } = context, { words, placeholders } = page;
      const copy = copyFrom(words);
      return {
        subject: format(copy.subject, placeholders),
        heading: format(copy.heading, placeholders),
        paragraphs: [paragraphOf(copy, placeholders, context)],
        details: [...guestDetails(booking, page), ...locationDetails(booking, "host", page)],
        buttons: [{ label: copy.button, url: links.inbox, tone: "main" }],
        after: [copy.calendar],
      };
    },
  };
}
