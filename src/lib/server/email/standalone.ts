import type { DisplayOptions } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { legalLinks } from "$lib/i18n/legal-links.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type EmailContent, oneLine, subjectLine } from "./email-content.ts";
import type { Email, Mailbox, Sender } from "./email.ts";
import { renderHtml } from "./layout.ts";
import { productLook } from "./look.ts";
import { renderPlainText } from "./plain-text.ts";

/** Whom an email that is not about one booking goes to. */
export interface StandaloneContext {
  /** The name is empty for an address without a host. */
  to: Mailbox;
  /** The absolute URL of its only button. */
  link: string;
  reader: DisplayOptions;
  sender: Sender;
}

type Said = Pick<EmailContent, "subject" | "preview" | "colour" | "heading" | "paragraphs">;

/** What it says after the greeting; without `footer` that it comes from the reader's own booking page. */
export interface StandaloneContent
  extends Said, Partial<Pick<EmailContent, "details" | "after" | "footer">> {
  /** The label of its only button. */
  button: string;
  /** The local part of its Message-ID: the same for each attempt, and no secret. */
  id: string;
}

/** Renders an email that is not about one booking: a greeting, what it says, and one button. */
export function renderStandalone(
  { to, link, reader, sender }: StandaloneContext,
  { id, button, ...said }: StandaloneContent,
): Email {
  const words = messages(reader.language).emails;
  const name = oneLine(to.name);
  const content: EmailContent = {
    details: [],
    after: [],
    footer: [format(words.automaticHost, { service: sender.from.name })],
    ...said,
    subject: subjectLine(said.subject),
    language: reader.language,
    look: productLook,
    paragraphs: [
      name ? format(words.greeting, { name }) : words.greetingNobody,
      ...said.paragraphs,
    ],
    meeting: null,
    buttons: [{ label: button, url: link, tone: "main" }],
    links: [],
    legal: legalLinks(sender.legal, reader.language),
  };
  return {
    from: sender.from,
    to: { name, address: to.address },
    replyTo: [],
    subject: content.subject,
    text: renderPlainText(content),
    html: renderHtml(content),
    messageId: `<${id}@${sender.domain}>`,
    invitation: null,
    links: [{ label: button, url: link }],
  };
}
