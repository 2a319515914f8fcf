import * as v from "valibot";
import type { Language } from "./language.ts";
import { canonicalZone } from "./zone-name.ts";

/** A chosen calendar of a host's connection. */
export interface CalendarRef {
  connectionId: string;
  calendarId: string;
}

/** A user with a booking page. */
export interface Host {
  id: string;
  username: string;
  name: string;
  /** Null until known; until then emails to the host are held back. */
  email: string | null;
  emailVerified: boolean;
  /** An address that counts once the link that was mailed to it is opened; null for none. */
  pendingEmail: string | null;
  /** IANA zone name. */
  zone: string;
  hourCycle: 12 | 24;
  /** Of their dashboard, their emails, and their page where a guest asks for none. */
  language: Language;
  /** Where confirmed bookings are written; null writes nowhere. */
  targetCalendar: CalendarRef | null;
  /** False until the host has entered a name. */
  onboarded: boolean;
  /** When the daily agenda is sent, in minutes since midnight; null where none is wanted. */
  agendaMinute: number | null;
  createdAt: number;
  /** Origins that may frame the list of their event types; `["*"]` is any. Each type has a list of its own. */
  frameAncestors: string[];
  revision: number;
  /** The account was closed; null while it is open. From then on nothing of it can be booked or signed in to. */
  closure: AccountClosure | null;
  /** The account was suspended by who runs the program; null while it is not. Meanwhile nothing new is booked, and nobody signs in. */
  suspension: AccountSuspension | null;
  /** Raised when all sessions end at once: one of an earlier epoch signs nobody in. */
  sessionEpoch: number;
  firstSteps: FirstSteps;
  /** Days after a meeting until its guest's data is erased; null keeps it. */
  guestRetentionDays: number | null;
}

/** What a new host has done of the first steps, or chose to leave out. */
export interface FirstSteps {
  /** The step of connecting a calendar was skipped. */
  withoutCalendar: boolean;
  /** A test booking was made. */
  testBookingMade: boolean;
  /** The steps are not shown any more. */
  dismissed: boolean;
}

/** What of a host's record is set later than on signing up. */
export const newHostDefaults = {
  hourCycle: 24,
  language: "en",
  pendingEmail: null,
  targetCalendar: null,
  onboarded: false,
  agendaMinute: null,
  closure: null,
  suspension: null,
  sessionEpoch: 0,
  firstSteps: { withoutCalendar: false, testBookingMade: false, dismissed: false },
  guestRetentionDays: null,
  frameAncestors: ["*"],
  revision: 1,
} satisfies Partial<Host>;

/** When a host closed the account, epoch ms, and the message to the guests of upcoming meetings. */
export interface AccountClosure {
  at: number;
  message: string;
}

/** When an account was suspended, epoch ms, and what was noted of it for those who run the program. */
export interface AccountSuspension {
  at: number;
  reason: string;
}

/** Whether a host has closed the account; what is left of it is only being cleared away. */
export function isClosed(host: Pick<Host, "closure">): boolean {
  return host.closure !== null;
}

/** Whether the account is neither closed nor suspended: only then is new time given and anybody signed in. */
export function isActive({ closure, suspension }: Pick<Host, "closure" | "suspension">): boolean {
  return closure === null && suspension === null;
}

/** Whether an IANA zone has this name, aliases included. */
export function isZone(name: string): boolean {
  return canonicalZone(name) !== null;
}

/** A zone name or alias, yielded in the spelling of the tz database. */
export const Zone = zoneOr("unknown-zone");

/** The same with another error. */
export function zoneOr(error: string) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.check(isZone, error),
    v.transform((name) => canonicalZone(name) ?? name),
  );
}
