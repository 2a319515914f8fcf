import { formatLongDate, formatTimeRange } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { EmailKind } from "$lib/scheduling/booking-effects.ts";
import { type EmailContent, oneLine } from "./email-content.ts";
import type { EmailContext } from "./email.ts";
import { messageContextOf } from "./placeholders.ts";
import { applyTemplate } from "./apply-template.ts";
import { confirmedMessages } from "./messages/confirmed.ts";
import { requestMessages } from "./messages/requested.ts";
import { endedMessages } from "./messages/ended.ts";
import { rescheduleMessages } from "./messages/rescheduled.ts";
import { reminderMessages } from "./messages/reminders.ts";
import type { MessageBuilder } from "./messages/message.ts";

/** What each kind of letter says. */
const emailMessages: Record<EmailKind, MessageBuilder> = {
  ...requestMessages,
  ...confirmedMessages,
  ...endedMessages,
  ...rescheduleMessages,
  ...reminderMessages,
};

/** What a letter says, in its reader's language, zone and clock. */
export function emailContentOf(context: EmailContext): EmailContent {
  const { booking, host, to, sender } = context;
  const message = messageContextOf(context);
  const { words, reader, placeholders } = message;
  const content = applyTemplate(emailMessages[context.kind](context, message), context, message);
  const toGuest = to === "guest";
  const answeredBy = toGuest ? host.email && placeholders.host : placeholders.guest;
  return {
    ...content,
    subject: oneLine(content.subject),
    preview: content.paragraphs[content.paragraphs.length > 1 ? 1 : 0] ?? content.heading,
    language: reader.language,
    colour: booking.type.colour,
    meeting: {
      title: placeholders.title,
      date: formatLongDate(booking.start, reader),
      time: formatTimeRange(booking, reader),
    },
    footer: [
      format(toGuest ? words.automatic : words.automaticHost, { service: sender.from.name }),
      ...(answeredBy ? [format(words.replies, { name: answeredBy })] : []),
    ],
    linkHelp: words.linkHelp,
  };
}
