/// <reference path="./mail-packages.d.ts" />
import { Buffer } from "node:buffer";
import { simpleParser } from "mailparser";

/** An email as its reader's mail program sees it. */
export interface Opened {
  subject: string;
  messageId: string;
  /** Bare addresses, several separated by commas. */
  to: string;
  replyTo: string;
  text: string;
  html: string;
  /** Every part with a calendar in it: the one to act on and the one to keep. */
  calendars: { type: string; method: string; name: string; content: string }[];
  /** A header's value, empty when it is missing. */
  header(name: string): string;
}

/** Opens a raw email with mailparser, which has no types of its own. */
export async function opened(raw: string): Promise<Opened> {
  const mail = await simpleParser(Buffer.from(raw, "latin1"));
  const addresses = (given?: { value: { address?: string }[] }) =>
    (given?.value ?? []).map((one) => one.address ?? "").join(",");
  return {
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? "",
    to: addresses(mail.to),
    replyTo: addresses(mail.replyTo),
    text: mail.text ?? "",
    html: mail.html || "",
    calendars: mail.attachments.filter((part) => /calendar|ics/.test(part.contentType)).map((
      part,
    ) => ({
      type: part.contentType,
      method: part.headers.get("content-type")?.params?.method ?? "",
      name: part.filename ?? "",
      content: new TextDecoder().decode(part.content),
    })),
    header: (name) => String(mail.headers.get(name) ?? ""),
  };
}
