import { formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { Email, Mailbox } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

export interface SignInEmailContext extends Omit<StandaloneContext, "to"> {
  email: SignInEmail;
  /** Used for the Message-ID; must not be the token. */
  jobId: string;
}

/** An email with a magic link: to sign in, or to verify an address. */
export function renderSignInEmail({ email, jobId, ...context }: SignInEmailContext): Email {
  const { reader, sender } = context;
  const words = messages(reader.language).emails;
  const copy = email.purpose === "sign-in" ? words.signIn : words.verifyEmail;
  return renderStandalone({ ...context, to: email.recipient }, {
    id: `${email.purpose}.${jobId}`,
    subject: copy.subject,
    preview: copy.ignore,
    colour: "blue",
    heading: copy.heading,
    paragraphs: [format(copy.body, { until: formatInstant(email.expiresAt, reader) })],
    button: copy.button,
    after: [copy.ignore],
    footer: [format(copy.automatic, { service: sender.from.name })],
  });
}

/** What an email with a magic link is rendered from; the link is `{baseUrl}/auth/verify?token={token}`. */
export interface SignInEmail {
  purpose: "sign-in" | "verify-email";
  /** The name is empty for an address without a host; `hostId` of the job is empty then, too. */
  recipient: Mailbox;
  token: string;
  /** Of an address without a host. */
  language: Language;
  /** Epoch ms; later the email is superseded, not sent. */
  expiresAt: number;
}
