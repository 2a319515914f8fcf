/** What we use of two packages that bring no types. */
declare module "mailparser" {
  interface Addresses {
    value: { address?: string }[];
  }
  interface Attachment {
    contentType: string;
    filename?: string;
    content: Uint8Array;
    headers: Map<string, { params?: Record<string, string> }>;
  }
  interface ParsedMail {
    subject?: string;
    messageId?: string;
    to?: Addresses;
    replyTo?: Addresses;
    text?: string;
    html: string | false;
    headers: Map<string, unknown>;
    attachments: Attachment[];
  }
  export function simpleParser(
    source: Uint8Array | string,
    options?: { skipHtmlToText?: boolean },
  ): Promise<ParsedMail>;
}
