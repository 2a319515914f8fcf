import {
  type DisplayOptions,
  formatInstant,
  formatLongDate,
  formatShortDate,
  formatTime,
  formatTimeRange,
} from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { plural } from "$lib/i18n/format.ts";
import { oneLine } from "./email-content.ts";
import type { EmailContext } from "./email.ts";
import type { MessageContext } from "./messages/message.ts";

/** The catalogue, the reader and the placeholder values of an email. */
export function messageContextOf(
  { booking, host, to, previousTime, otherGuests }: EmailContext,
): MessageContext {
  const { guest } = booking;
  const { zone, language, hourCycle } = to === "guest" ? guest : host;
  const reader = { zone, language, hourCycle };
  return {
    words: messages(language).emails,
    reader,
    placeholders: {
      title: oneLine(booking.type.title),
      host: oneLine(host.name),
      guest: otherGuests
        ? plural(messages(language).emails.andOthers, otherGuests, language, {
          name: oneLine(guest.name),
        })
        : oneLine(guest.name),
      when: `${formatShortDate(booking.start, reader)}, ${formatTime(booking.start, reader)}`,
      deadline: formatInstant(
        booking.rescheduleRequest?.expiresAt ?? booking.reservedUntil ?? booking.start,
        reader,
      ),
      was: previousTime ? formatFullTime(previousTime, reader) : "",
      to: booking.rescheduleRequest ? formatFullTime(booking.rescheduleRequest, reader) : "",
    },
  };
}

/** Day and time in the reader's zone, in full. */
export function formatFullTime(
  span: { start: number; end: number },
  reader: DisplayOptions,
): string {
  return `${formatLongDate(span.start, reader)}, ${formatTimeRange(span, reader)}`;
}
