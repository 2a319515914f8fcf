import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

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
