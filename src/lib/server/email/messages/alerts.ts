import { formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

export interface CalendarAlertContext extends StandaloneContext {
  /** The connection's label. */
  calendar: string;
  /** Error code; its sentence is in `messages/en/errors.json`. */
  problem: string;
  /** Epoch ms. */
  since: number;
  jobId: string;
}

/** Renders the email about a calendar that does not work: since when, why, and where to fix it. */
export function renderCalendarAlert(context: CalendarAlertContext): Email {
  const { problem, since, jobId, reader } = context;
  const { emails, calendars } = messages(reader.language);
  const copy = emails.calendarBroken;
  const calendar = oneLine(context.calendar);
  return renderStandalone(context, {
    id: `calendar.${jobId}`,
    subject: format(copy.subject, { calendar }),
    preview: copy.meanwhile,
    colour: "red",
    heading: copy.heading,
    paragraphs: [
      format(copy.body, { calendar, since: formatInstant(since, reader) }),
      calendars.problems[problem] ?? "",
      copy.meanwhile,
    ].filter(Boolean),
    button: copy.button,
  });
}

export interface WebhookAlertContext extends StandaloneContext {
  /** Host name of the receiver; the rest of its address may be secret. */
  receiver: string;
  description: string;
  /** Why it was disabled; null while it is tried on. */
  disabled: "gone" | "failing" | null;
  /** Epoch ms. */
  since: number;
  jobId: string;
}

/** Renders the email about a webhook whose receiver does not accept it: since when, what follows, and where to look. */
export function renderWebhookAlert(context: WebhookAlertContext): Email {
  const { disabled, since, jobId, reader } = context;
  const copy = messages(reader.language).emails.webhookFailing;
  const webhook = oneLine(context.description || context.receiver);
  const receiver = oneLine(context.receiver);
  return renderStandalone(context, {
    id: `webhook.${jobId}`,
    subject: format(copy.subject, { webhook }),
    preview: copy.preview,
    colour: "red",
    heading: copy.heading,
    paragraphs: [
      format(copy.body, { receiver, since: formatInstant(since, reader) }),
      disabled === null ? copy.tryingOn : copy[disabled],
    ],
    button: copy.button,
  });
}

export interface KeyAlertContext extends StandaloneContext {
  /** The name of the key. */
  key: string;
  jobId: string;
}

/** Renders the email about an API key that was revoked because its secret was in a URL. */
export function renderKeyAlert(context: KeyAlertContext): Email {
  const copy = messages(context.reader.language).emails.keyRevoked;
  const key = oneLine(context.key);
  const body = format(copy.body, { key });
  return renderStandalone(context, {
    id: `key.${context.jobId}`,
    subject: format(copy.subject, { key }),
    preview: body,
    colour: "red",
    heading: copy.heading,
    paragraphs: [body, copy.next],
    button: copy.button,
  });
}
