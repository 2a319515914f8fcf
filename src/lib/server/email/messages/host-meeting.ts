import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { guestDetails, timeChange } from "../details.ts";
import { placePart, withWay } from "../place-details.ts";
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
      const place = placePart(booking, "host", page);
      return {
        subject: format(copy.subject, placeholders),
        heading: format(copy.heading, placeholders),
        paragraphs: [paragraphOf(copy, placeholders, context)],
        details: [...guestDetails(booking, page), ...place.details],
        buttons: withWay(place, { label: copy.button, url: links.inbox }),
        after: [copy.calendar],
      };
    },
  };
}

/** Tells the host that the booking is confirmed, with the invitation. */
export const hostConfirmed: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.hostConfirmed,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  isSentOnceVerified: true,
};

/** Tells a member of a meeting that was given to them, with the invitation. */
export const hostAssigned: EmailMessage = {
  to: "joining",
  ...hostMeeting(
    (words) => words.hostAssigned,
    ({ body, bodyTogether }, placeholders, { booking }) =>
      format(booking.team?.mode === "collective" ? bodyTogether : body, placeholders),
  ),
  isSentOnceVerified: true,
};

/** Tells the host the old time and the new one, with the updated invitation. */
export const hostRescheduled: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.hostRescheduled,
    (copy, placeholders, context) => timeChange(copy, context, placeholders),
  ),
  isSentOnceVerified: true,
};

/** Tells the hosts where the meeting takes place now, with the updated invitation. */
export const hostLocationChanged: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.hostLocationChanged,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  repeatsWithinSequence: true,
};

/** Tells the other members that one of them declined a confirmed meeting, which stands. */
export const memberWithdrew: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.memberWithdrew,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  stillHolds: (booking) => isConfirmed(booking) && Boolean(booking.team?.withdrawn.length),
  repeatsWithinSequence: true,
};
