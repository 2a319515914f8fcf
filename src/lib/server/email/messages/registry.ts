import { commonPlaceholders, type Placeholder } from "$lib/scheduling/email-template.ts";
import { calendarChangeNotApplied } from "./calendar-change-not-applied.ts";
import { expired } from "./expired.ts";
import { extraGuestCancelled } from "./extra-guest-cancelled.ts";
import { extraGuestInvited } from "./extra-guest-invited.ts";
import { extraGuestRemoved } from "./extra-guest-removed.ts";
import { extraGuestUpdated } from "./extra-guest-updated.ts";
import { followUp } from "./follow-up.ts";
import { guestCancelled } from "./guest-cancelled.ts";
import { guestConfirmed } from "./guest-confirmed.ts";
import { guestLocationChanged } from "./guest-location-changed.ts";
import { guestReassigned } from "./guest-reassigned.ts";
import { guestRescheduled } from "./guest-rescheduled.ts";
import { hostAssigned } from "./host-assigned.ts";
import { hostCancelled } from "./host-cancelled.ts";
import { hostConferenceFailed } from "./host-conference-failed.ts";
import { hostConfirmed } from "./host-confirmed.ts";
import { hostLocationChanged } from "./host-location-changed.ts";
import { hostReleased } from "./host-released.ts";
import { hostRequested } from "./host-requested.ts";
import { hostRescheduleRequested } from "./host-reschedule-requested.ts";
import { hostRescheduled } from "./host-rescheduled.ts";
import { memberWithdrew } from "./member-withdrew.ts";
import type { EmailMessage } from "./message.ts";
import { rejected } from "./rejected.ts";
import { reminder } from "./reminder.ts";
import { requestReceived } from "./request-received.ts";
import { rescheduleDeclined } from "./reschedule-declined.ts";
import { rescheduleExpired } from "./reschedule-expired.ts";
import { rescheduleRequestReceived } from "./reschedule-request-received.ts";
import { rescheduleWithdrawn } from "./reschedule-withdrawn.ts";
import { timesProposed } from "./times-proposed.ts";
import { verifyEmailAddress } from "./verify-email-address.ts";
import { verifyToInvite } from "./verify-to-invite.ts";

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
