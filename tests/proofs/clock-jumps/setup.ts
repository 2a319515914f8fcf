import type { Mailbox } from "../../support/proof/mail-sink.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { Program } from "../../support/program.ts";
import type { Visitor } from "../../support/http-visitor.ts";

export const SECOND = 1_000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
export const HOST = "timely";
/** How long a request waits. */
export const TTL = 12 * HOUR;

/** A booking as its guest was told of it. */
export interface AcknowledgedBooking {
  id: string;
  token: string;
  slug: string;
  name: string;
  email: string;
  start: number;
}

/** What is gone through in all runs. */
export interface ClockSetup {
  proof: Proof;
  dataDir: string;
  box: Mailbox;
  /** Agreed, as their guests were told: each must stand at the end. */
  confirmed: AcknowledgedBooking[];
  /** Asked for: each waits, or has run out and its guest was told once. */
  requested: AcknowledgedBooking[];
  /** How many times of a day were given out by the proof, so that it asks for each once. */
  days: Map<number, number>;
}

/** What one run of the program has to keep over the jumps of its clock. */
export interface ClockRun {
  program: Program;
  /** Of the jumps. */
  name: string;
  /** Where a private link leads. */
  link: string;
  /** The guest of this one is reminded at that instant. */
  reminded: AcknowledgedBooking;
  remindedAt: number;
  sessions: Visitor[];
  /** The mail server did not take their email while the clock was wrong. */
  deferred: AcknowledgedBooking;
  /** A client that has used up what one may do in a minute, and when. */
  limited: { client: string; at: number };
  form: OpenForm | null;
}

/** A booking form as a browser has it on the screen. */
export interface OpenForm {
  visitor: Visitor;
  place: string;
  fields: Record<string, string>;
  start: number;
  openedAt: number;
}
