import { type DisplayOptions, formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type EmailContent, oneLine } from "../email-content.ts";
import type { Email, Sender } from "../email.ts";
import { renderHtml } from "../layout.ts";
import { renderPlainText } from "../plain-text.ts";

export interface WebhookAlertContext {
  host: { name: string; email: string };
  /** Host name of the receiver; the rest of its address may be secret. */
  receiver: string;
  description: string;
  /** Why it was disabled; null while it is tried on. */
  disabled: "gone" | "failing" | null;
  /** Epoch ms. */
  since: number;
  /** URL of the page with its deliveries. */
  link: string;
  jobId: string;
  reader: DisplayOptions;
  sender: Sender;
}

/** Renders the email about a webhook whose receiver does not accept it: since when, what follows, and where to look. */
export function renderWebhookAlert(context: WebhookAlertContext): Email {
  const { host, disabled, since, link, jobId, reader, sender } = context;
  const { emails: words } = messages(reader.language);
  const copy = words.webhookFailing;
  const webhook = oneLine(context.description || context.receiver);
  const draft: EmailContent = {
    subject: oneLine(format(copy.subject, { webhook })),
    preview: copy.preview,
    language: reader.language,
    colour: "red",
    heading: copy.heading,
    paragraphs: [
      format(words.greeting, { name: oneLine(host.name) }),
      format(copy.body, {
        receiver: oneLine(context.receiver),
        since: formatInstant(since, reader),
      }),
      disabled === null ? copy.tryingOn : copy[disabled],
    ],
    meeting: null,
    details: [],
    buttons: [{ label: copy.button, url: link, tone: "main" }],
    after: [],
    footer: [format(words.automaticHost, { service: sender.from.name })],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name: oneLine(host.name), address: host.email },
    replyTo: [],
    subject: draft.subject,
    text: renderPlainText(draft),
    html: renderHtml(draft),
    messageId: `<webhook.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: copy.button, url: link }],
  };
}
