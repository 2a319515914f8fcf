import { type DisplayOptions, formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type EmailContent, oneLine } from "../email-content.ts";
import type { Email, Sender } from "../email.ts";
import { renderHtml } from "../layout.ts";
import { renderPlainText } from "../plain-text.ts";

export interface SignInEmailContext {
  email: SignInEmail;
  /** The absolute URL. */
  link: string;
  /** Used for the Message-ID; must not be the token. */
  jobId: string;
  reader: DisplayOptions;
  sender: Sender;
}

/** An email with a magic link: to sign in, or to verify an address. */
export function renderSignInEmail(
  { email, link, jobId, reader, sender }: SignInEmailContext,
): Email {
  const words = messages(reader.language).emails;
  const copy = email.purpose === "sign-in" ? words.signIn : words.verifyEmail;
  const name = oneLine(email.recipient.name);
  const draft: EmailContent = {
    subject: copy.subject,
    preview: copy.ignore,
    language: reader.language,
    colour: "blue",
    heading: copy.heading,
    paragraphs: [
      name ? format(words.greeting, { name }) : words.greetingNobody,
      format(copy.body, { until: formatInstant(email.expiresAt, reader) }),
    ],
    meeting: null,
    details: [],
    buttons: [{ label: copy.button, url: link, tone: "main" }],
    after: [copy.ignore],
    footer: [format(copy.automatic, { service: sender.from.name })],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name, address: email.recipient.address },
    replyTo: [],
    subject: draft.subject,
    text: renderPlainText(draft),
    html: renderHtml(draft),
    messageId: `<${email.purpose}.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: copy.button, url: link }],
  };
}

/** What an email with a magic link is rendered from; the link is `{baseUrl}/auth/verify?token={token}`. */
export interface SignInEmail {
  purpose: "sign-in" | "verify-email";
  /** The name is empty for an address without a host; `hostId` of the job is empty then, too. */
  recipient: { name: string; address: string };
  token: string;
  /** Epoch ms; later the email is superseded, not sent. */
  expiresAt: number;
}
