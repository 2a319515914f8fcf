import type { DisplayOptions } from "$lib/i18n/date-time.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import type { EmailContent } from "../email-content.ts";
import type { EmailContext } from "../email.ts";

/** What a kind of letter adds to the frame that all share. */
export type MessageContent = Pick<
  EmailContent,
  "subject" | "heading" | "paragraphs" | "details" | "buttons" | "after"
>;

/** Whom a letter speaks to, and with which words. */
export interface MessageContext {
  words: Messages["emails"];
  reader: DisplayOptions;
  /** Values of the places in every text. */
  placeholders: Record<"title" | "host" | "guest" | "when" | "deadline" | "was" | "to", string>;
}

export type MessageBuilder = (facts: EmailContext, page: MessageContext) => MessageContent;
