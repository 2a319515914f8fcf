import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { EmailTemplate } from "$lib/scheduling/email-template.ts";
import type { EmailLook } from "./look.ts";
import type { Settings } from "../runtime/settings.ts";
import { product } from "$lib/product.ts";

/** A name with an email address (RFC 5322 mailbox). */
export interface Mailbox {
  name: string;
  address: string;
}

/** A rendered email. */
export interface Email {
  from: Mailbox;
  to: Mailbox;
  replyTo: readonly Mailbox[];
  subject: string;
  text: string;
  html: string;
  /** The same for each attempt, so that mail programs recognise a duplicate. */
  messageId: string;
  invitation: { method: "REQUEST" | "CANCEL" | "PUBLISH"; content: string } | null;
  /** The links of its buttons. */
  links: { label: string; url: string }[];
}

/** What an email about a booking is made from; links are absolute URLs. */
export interface EmailFacts {
  to: "guest" | "host";
  booking: Booking;
  /** The host who gets it; in a guest's email the first of the booking. */
  host: Host;
  /** Everybody who is met: the hosts of the booking, in its order. */
  hosts: readonly Host[];
  /** Members who withdrew from a confirmed collective. */
  withdrawn: readonly Host[];
  /** `confirm` and `reject` are empty in a guest's email, `guest` in a host's. */
  links: {
    guest: string;
    confirm: string;
    reject: string;
    page: string;
    inbox: string;
    /** Where a guest verifies their address; empty in every other email. */
    verify: string;
  };
  /** When it was requested, epoch ms: the DTSTAMP of its invitation. */
  requestedAt: number;
  /** The booking's SEQUENCE at that time. */
  sequence: number;
  /** The time before a reschedule that the recipient was last notified of. */
  previousTime?: { start: number; end: number };
  /** The id of the event type's reminder. */
  reminderId?: string;
  /** The number of other guests of a shared slot. */
  otherGuests?: number;
  /** The address of the extra guest who gets it in place of the guest; it then has no link to the booking. */
  extraGuest?: string;
  /** How often it was sent again by hand. */
  resendCount?: number;
  /** The dates of a series that it is about, at least two; missing where it is about one booking. */
  dates?: readonly Booking[];
  /** The host's own text. */
  template?: EmailTemplate;
  /** The look of the host or team; of an email to the guest alone. */
  look?: EmailLook;
  sender: Sender;
}

/** The sender of this installation's emails. */
export interface Sender {
  from: Mailbox;
  /** Domain of the Message-ID. */
  domain: string;
  /** The operator's privacy policy and legal notice. */
  legal: Settings["legal"];
}

/** Sends one email; throws `EmailError` when the mail server does not accept it. */
export type SendEmail = (email: Email) => Promise<void>;

/** The sender: the address of the settings, empty without a mail server, our host name for Message-IDs, and whose pages are linked. */
export function senderOf(
  { settings, baseUrl }: { settings: Pick<Settings, "smtp" | "legal">; baseUrl: string },
): Sender {
  const from = settings.smtp?.from;
  return {
    from: { name: from?.name || product, address: from?.address ?? "" },
    domain: domainOf(baseUrl),
    legal: settings.legal,
  };
}

/** The host name of the base URL. */
export function domainOf(baseUrl: string): string {
  return new URL(baseUrl).hostname;
}
