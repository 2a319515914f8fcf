/// <reference path="../mail-packages.d.ts" />
/** A mail server that keeps every email, through crashes of the program that sends them. */
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface ReceivedEmail {
  messageId: string;
  /** Read from the Message-ID, which names what the email is about. */
  kind: string;
  booking: string;
  to: string;
  text: string;
  /** The iCalendar part, if there is one. */
  invitation: string | null;
}

export interface Mailbox {
  emails: ReceivedEmail[];
  /** What the program needs to send here. */
  settings: Record<string, string>;
  /** Called when an email has been taken in whole, before that is said to the sender. */
  beforeAnswer: ((email: ReceivedEmail) => void) | null;
  /** An address that it refuses for good, saying it back as servers do. */
  refuses: string | null;
  /** How often it did. */
  refusals: number;
  /** An address that it cannot take emails for just now. */
  defers: string | null;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens it on a free port; with a password only for who knows it. */
export async function openLetterbox(password: string | null = null): Promise<Mailbox> {
  const emails: ReceivedEmail[] = [];
  const server = new SMTPServer({
    authOptional: password === null,
    allowInsecureAuth: true,
    disabledCommands: password === null ? ["AUTH", "STARTTLS"] : ["STARTTLS"],
    closeTimeout: 100,
    onAuth: (auth, _session, done) =>
      auth.password === password
        ? done(null, { user: "invito" })
        : done(new Error("wrong password")),
    onRcptTo({ address }, _session, done) {
      if (address === box.defers) {
        return done(Object.assign(new Error("come back later"), { responseCode: 451 }));
      }
      if (address !== box.refuses) return done();
      box.refusals++;
      done(Object.assign(new Error(`no mailbox ${address} here`), { responseCode: 550 }));
    },
    async onData(stream, session, done) {
      const chunks: Uint8Array[] = [];
      try {
        for await (const chunk of stream) chunks.push(chunk);
      } catch (error) {
        // The sender died in the middle: what did not come whole was not taken.
        return done(error instanceof Error ? error : new Error(String(error)));
      }
      const email = await read(chunks, session.envelope.rcptTo[0]?.address ?? "");
      emails.push(email);
      box.beforeAnswer?.(email);
      done();
    },
  });
  // A program that is killed in the middle of an email resets its connection.
  server.on("error", () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(address && typeof address === "object" ? address.port : 0);
    });
  });
  const box: Mailbox = {
    emails,
    settings: {
      INVITO_SMTP_HOST: "127.0.0.1",
      INVITO_SMTP_PORT: String(port),
      INVITO_SMTP_FROM: "Invito <invito@hosts.example>",
      ...(password === null ? {} : { INVITO_SMTP_USER: "invito", INVITO_SMTP_PASSWORD: password }),
    },
    beforeAnswer: null,
    refuses: null,
    refusals: 0,
    defers: null,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  };
  return box;
}

async function read(chunks: Uint8Array[], to: string): Promise<ReceivedEmail> {
  const raw = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  const mail = await simpleParser(new TextDecoder().decode(raw), { skipHtmlToText: true });
  const messageId = mail.messageId ?? "";
  const [kind = "", , , booking = ""] = messageId.slice(1).split("@")[0]!.split(".");
  const invitation = mail.attachments.find((part: { contentType: string }) =>
    part.contentType === "text/calendar"
  );
  return {
    messageId,
    kind,
    booking,
    to,
    text: mail.text ?? "",
    invitation: invitation ? new TextDecoder().decode(new Uint8Array(invitation.content)) : null,
  };
}

/** The address of the kind that an email carries: `/confirm`, `/reject`, or the guest's own page. */
export function linkIn(email: ReceivedEmail, ending: "/confirm" | "/reject" | ""): string {
  const found = [...email.text.matchAll(/https?:\/\/[^\s<>"]+\/booking\/[A-Za-z0-9_-]+(\/\w+)?/g)]
    .find(([, last]) => (last ?? "") === ending);
  if (!found) throw new Error(`no ${ending || "guest"} link in ${email.messageId}`);
  return found[0];
}
