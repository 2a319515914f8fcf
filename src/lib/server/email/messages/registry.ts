import { commonPlaceholders, type Placeholder } from "$lib/scheduling/email-template.ts";
import { calendarChangeNotApplied, hostConferenceFailed } from "./calendar-failure.ts";
import { expired, hostRequested, rejected, requestReceived, timesProposed } from "./request.ts";
import {
  extraGuestCancelled,
  extraGuestInvited,
  extraGuestRemoved,
  extraGuestUpdated,
} from "./extra-guest.ts";
import { followUp, reminder } from "./reminder.ts";
import { guestCancelled, hostCancelled, hostReleased } from "./cancellation.ts";
import {
  guestConfirmed,
  guestLocationChanged,
  guestReassigned,
  guestRescheduled,
} from "./guest-meeting.ts";
import {
  hostAssigned,
  hostConfirmed,
  hostLocationChanged,
  hostRescheduled,
  memberWithdrew,
} from "./host-meeting.ts";
import {
  hostRescheduleRequested,
  rescheduleDeclined,
  rescheduleExpired,
  rescheduleRequestReceived,
  rescheduleWithdrawn,
} from "./reschedule-request.ts";
import type { EmailFacts } from "../email.ts";
import type { EmailMessage } from "./message.ts";
import { verifyEmailAddress, verifyToInvite } from "./verification.ts";

/** Every kind of email about a booking, in the order in which a host finds those to customize. */
export const emailMessages = {
  "verify-email-address": verifyEmailAddress,
  "request-received": requestReceived,
  "host-requested": hostRequested,
  "guest-confirmed": guestConfirmed,
  "host-confirmed": hostConfirmed,
  "guest-rescheduled": guestRescheduled,
  "host-rescheduled": hostRescheduled,
  "guest-cancelled": guestCancelled,
  "host-cancelled": hostCancelled,
  "rejected": rejected,
  "expired": expired,
  "times-proposed": timesProposed,
  "reschedule-request-received": rescheduleRequestReceived,
  "host-reschedule-requested": hostRescheduleRequested,
  "reschedule-declined": rescheduleDeclined,
  "reschedule-withdrawn": rescheduleWithdrawn,
  "reschedule-expired": rescheduleExpired,
  "guest-location-changed": guestLocationChanged,
  "host-location-changed": hostLocationChanged,
  "host-conference-failed": hostConferenceFailed,
  "guest-reassigned": guestReassigned,
  "host-assigned": hostAssigned,
  "host-released": hostReleased,
  "member-withdrew": memberWithdrew,
  "verify-to-invite": verifyToInvite,
  "extra-guest-invited": extraGuestInvited,
  "extra-guest-updated": extraGuestUpdated,
  "extra-guest-cancelled": extraGuestCancelled,
  "extra-guest-removed": extraGuestRemoved,
  "calendar-change-not-applied": calendarChangeNotApplied,
  "reminder": reminder,
  "follow-up": followUp,
};

export type EmailKind = keyof typeof emailMessages;

/** What an email is rendered from: the facts, and which kind it is. */
export interface EmailContext extends EmailFacts {
  kind: EmailKind;
}

/** The kind that a stored name means; throws on a name that is not in the registry. */
export function asEmailKind(name: string): EmailKind {
  if (!Object.hasOwn(emailMessages, name)) throw new Error(`no kind of email: ${name}`);
  return name as EmailKind;
}

/** The message of a stored kind; throws on a name that is not in the registry. */
export function messageOf(name: string): EmailMessage {
  return emailMessages[asEmailKind(name)];
}

/** Emails that a host can customize for an event type; reminders and follow-ups are customized by their id. */
export const customizableEmails: readonly EmailKind[] = Object.entries(emailMessages)
  .flatMap(([kind, { template }]) => template?.per === "event-type" ? [asEmailKind(kind)] : []);

/** The placeholders that a host's text for this email may use. */
export function placeholdersOf(kind: EmailKind): Placeholder[] {
  return [...commonPlaceholders, ...messageOf(kind).template?.placeholders ?? []];
}
