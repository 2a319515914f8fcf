import type { MailTown } from "./mail-server.ts";
import { type Opened, opened } from "./parse-email.ts";

/** Which email a test waits for. */
export interface WantedEmail {
  to: string;
  subject: RegExp;
  /** A part of its text. */
  about?: string;
}

/** The newest email that fits; waits for the mail server to deliver it. */
export async function awaitEmail(mail: MailTown, wanted: WantedEmail): Promise<Opened> {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    const found = (await deliveredEmails(mail, wanted)).at(-1);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no email to ${wanted.to} about ${wanted.about} with ${wanted.subject}`);
}

/** All emails that fit and have been delivered, oldest first. */
export async function deliveredEmails(
  mail: MailTown,
  { to, subject, about = "" }: WantedEmail,
): Promise<Opened[]> {
  const all = await Promise.all((await mail.emails(to, 0)).map(opened));
  return all.filter((each) => subject.test(each.subject) && each.text.includes(about));
}

/** The first address in an email's text that fits. */
export function linkIn({ text }: Opened, path: RegExp): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((each) => path.test(each));
  if (!link) throw new Error(`no link like ${path} in:\n${text}`);
  return link;
}
