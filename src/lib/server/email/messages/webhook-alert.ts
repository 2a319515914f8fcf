import { formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

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
