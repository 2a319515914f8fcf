import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { EmailTemplate } from "$lib/scheduling/email-template.ts";
import type { EmailKind } from "./messages/registry.ts";

/** Somebody with a mail address. */
export interface Mailbox {
  name: string;
  address: string;
}

/** An email ready to be sent. */
export interface Email {
  from: Mailbox;
  to: Mailbox;
  replyTo: Mailbox | null;
  subject: string;
  text: string;
  html: string;
  /** Stable, so that a repeat is recognisable. */
  messageId: string;
  invitation: { method: "REQUEST" | "CANCEL"; content: string } | null;
  /** The addresses behind its buttons, as they are named. */
  links: { label: string; url: string }[];
}

/** What an email is written from. Links are whole URLs, put in when the email is sent or shown. */
export interface EmailContext {
  kind: EmailKind;
  to: "guest" | "host";
  booking: Booking;
  /** The host it goes to or speaks of. */
  host: Host;
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
  /** The booking's sequence then. */
  sequence: number;
  /** The time before a reschedule that its reader was told last. */
  previousTime?: { start: number; end: number };
  /** Which reminder of the event type it is. */
  reminderId?: string;
  /** How many more guests share the time. */
  otherGuests?: number;
  /** How often somebody has sent it again. */
  resendCount?: number;
  /** The host's own text in place of the standard one. */
  template?: EmailTemplate;
  sender: Sender;
}

/** Who sends for this installation. */
export interface Sender {
  from: Mailbox;
  /** Right side of a Message-ID. */
  domain: string;
}

/** Sends one email; throws an `EmailError` when the mail server does not take it for its recipient. */
export type SendEmail = (email: Email) => Promise<void>;
