import type { DisplayOptions } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type EmailContent, oneLine } from "../email-content.ts";
import type { Email, Sender } from "../email.ts";
import { renderHtml } from "../layout.ts";
import { renderPlainText } from "../plain-text.ts";

export interface KeyAlertContext {
  host: { name: string; email: string };
  /** The name of the key. */
  key: string;
  /** URL of the page that lists the keys. */
  link: string;
  jobId: string;
  reader: DisplayOptions;
  sender: Sender;
}

/** Renders the email about an API key that was revoked because its secret was in a URL. */
export function renderKeyAlert(context: KeyAlertContext): Email {
  const { host, link, jobId, reader, sender } = context;
  const { emails: words } = messages(reader.language);
  const copy = words.keyRevoked;
  const key = oneLine(context.key);
  const draft: EmailContent = {
    subject: oneLine(format(copy.subject, { key })),
    preview: format(copy.body, { key }),
    language: reader.language,
    colour: "red",
    heading: copy.heading,
    paragraphs: [
      format(words.greeting, { name: oneLine(host.name) }),
      format(copy.body, { key }),
      copy.next,
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
    messageId: `<key.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: copy.button, url: link }],
  };
}
