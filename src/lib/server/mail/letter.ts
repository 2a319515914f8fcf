import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { LetterKind } from "../jobs/job.ts";

/** A letter ready to be sent. */
export interface Letter {
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo: { name: string; address: string } | null;
  subject: string;
  text: string;
  html: string;
  /** Stable, so that a repeat is recognisable. */
  messageId: string;
  invitation: { method: "REQUEST" | "CANCEL"; content: string } | null;
}

/** What a letter is written from. Links are whole URLs, put in when the letter is sent or shown. */
export interface LetterFacts {
  kind: LetterKind;
  booking: Booking;
  /** The host it goes to or speaks of. */
  host: Host;
  links: { guest: string; confirm: string; reject: string; page: string; inbox: string };
  at: number;
}

/** Sends one letter; throws when the mail server does not take it for every recipient. */
export type SendMail = (letter: Letter) => Promise<void>;
