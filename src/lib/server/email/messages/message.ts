import type { Booking } from "$lib/scheduling/booking.ts";
import type { Placeholder } from "$lib/scheduling/email-template.ts";
import type { DisplayOptions } from "$lib/i18n/date-time.ts";
import type { PluralForms } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import type { EmailContent } from "../email-content.ts";
import type { EmailFacts } from "../email.ts";

export type EmailWords = Messages["emails"];

/** Everything that distinguishes one kind of email about a booking from the others. */
export interface EmailMessage {
  /**
   * Its recipient: the guest, every host of the booking, either of them, only the hosts who join or leave it, or extra
   * guests: those who were invited before, who are not yet, or who are removed.
   */
  to:
    | "guest"
    | "host"
    | "either"
    | "joining"
    | "leaving"
    | "extra-guests"
    | "added-guests"
    | "removed-guests";
  /** Its name on the host's pages. */
  label: (words: EmailWords) => string;
  /** Whether the booking's state still matches the email; if not, it is superseded. */
  stillHolds: StillHolds;
  /** The iTIP method of its invitation (RFC 5546 §3.2); without one it carries no invitation. */
  itipMethod?: "REQUEST" | "CANCEL";
  /** What a host may write in place of its opening; without it the text cannot be customized. */
  template?: TemplateRules;
  /** Only useful now: it is never stored as unsent, and not sent after the host has closed the account. */
  isTimeSensitive?: true;
  /** Stored while the host's address is unverified, it is sent once the address is verified. */
  isSentOnceVerified?: true;
  /** May be sent twice at one SEQUENCE: its Message-ID names the instant of the request as well. */
  repeatsWithinSequence?: true;
  /** It has the link with which a guest verifies their address. */
  hasVerificationLink?: true;
  content: (context: EmailFacts, message: MessageContext) => MessageContent;
}

/** When an email was requested, and when and for whom it is to be sent; epoch ms. */
export interface SendingMoment {
  now: number;
  requestedAt: number;
  to: "guest" | "host";
}

export type StillHolds = (booking: Booking, moment: SendingMoment) => boolean;

/** A host's own opening of an email: one for the event type, or one for each of its reminders. */
export interface TemplateRules {
  per: "event-type" | "reminder";
  /** Placeholders beside those that every email has. */
  placeholders: Placeholder[];
  /** Unless the host's text has all of these, the standard sentence follows it. */
  required: Placeholder[];
}

/** What a kind of email adds to the layout that all share. */
export type MessageContent =
  & Pick<
    EmailContent,
    "subject" | "heading" | "paragraphs" | "details" | "buttons" | "after"
  >
  & Partial<Pick<EmailContent, "links">>;

export type MessagePlaceholder =
  | "title"
  | "host"
  | "guest"
  | "when"
  | "deadline"
  | "was"
  | "to"
  /** Empty for a host's own booking. */
  | "team"
  /** The member who withdrew last; empty without one. */
  | "member";

/** The reader of an email, and the catalogue and placeholder values for them. */
export interface MessageContext {
  words: EmailWords;
  reader: DisplayOptions;
  placeholders: Record<MessagePlaceholder, string>;
  /** A sentence about the booking's hosts, in the form for how many they are, filled in. */
  ofHosts: (forms: PluralForms<MessagePlaceholder>) => string;
}
