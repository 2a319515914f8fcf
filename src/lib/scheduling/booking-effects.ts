import type { Booking } from "./booking.ts";

/** What can happen to a booking. */
export type BookingEvent =
  | "verification-requested"
  | "requested"
  | "confirmed"
  | "rejected"
  | "expired"
  | "withdrawn"
  | "cancelled"
  | "moved"
  | "reschedule-requested"
  | "reschedule-declined"
  | "reschedule-withdrawn"
  | "reschedule-expired"
  | "times-proposed"
  | "deadline-corrected"
  | "no-show"
  | "no-show-undone";

export type EmailKind =
  | "verify-email-address"
  | "request-received"
  | "host-requested"
  | "guest-confirmed"
  | "host-confirmed"
  | "rejected"
  | "expired"
  | "guest-cancelled"
  | "host-cancelled"
  | "guest-rescheduled"
  | "host-rescheduled"
  | "calendar-change-not-applied"
  | "reschedule-request-received"
  | "host-reschedule-requested"
  | "reschedule-declined"
  | "reschedule-withdrawn"
  | "reschedule-expired"
  | "times-proposed"
  | "reminder"
  | "follow-up";

/** One thing that must follow an event, for the guest or for one of the hosts. */
export type BookingEffect =
  | { kind: "send-email"; letter: EmailKind; to: "guest"; hostId: string }
  | { kind: "send-email"; letter: EmailKind; to: "host"; hostId: string }
  | { kind: "write-calendar"; hostId: string }
  | { kind: "schedule-reminders"; hostId: string }
  | { kind: "expire"; at: number };

/** The one table of what must follow each event. */
export function effectsOf(event: BookingEvent, booking: Booking): BookingEffect[] {
  const lead = booking.hosts[0]!;
  const guest = (letter: EmailKind): BookingEffect => ({
    kind: "send-email",
    letter,
    to: "guest",
    hostId: lead,
  });
  const eachHost = (letter: EmailKind): BookingEffect[] =>
    booking.hosts.map((hostId) => ({ kind: "send-email", letter, to: "host", hostId }));
  const writes: BookingEffect[] = booking.hosts.map((hostId) => ({
    kind: "write-calendar",
    hostId,
  }));
  const reminders: BookingEffect = { kind: "schedule-reminders", hostId: lead };

  const expire = (): BookingEffect => ({ kind: "expire", at: booking.reservedUntil! });
  // An address that nobody has proved may be anybody's: it gets one letter and no more, and the host none.
  if (booking.emailUnverified) {
    if (event === "verification-requested") return [guest("verify-email-address"), expire()];
    const isTimed = event === "moved" || event === "deadline-corrected";
    return booking.status === "PENDING" && isTimed ? [expire()] : [];
  }

  switch (event) {
    case "verification-requested":
      return [];
    case "requested":
      return [guest("request-received"), ...eachHost("host-requested"), expire()];
    case "confirmed":
      return [...writes, guest("guest-confirmed"), ...eachHost("host-confirmed"), reminders];
    case "rejected":
      return [guest("rejected")];
    case "expired":
      return [guest("expired")];
    case "withdrawn":
      return [guest("guest-cancelled"), ...eachHost("host-cancelled")];
    case "cancelled":
      return [...writes, guest("guest-cancelled"), ...eachHost("host-cancelled")];
    case "moved":
      return booking.status === "CONFIRMED"
        ? [...writes, guest("guest-rescheduled"), ...eachHost("host-rescheduled"), reminders]
        : [guest("request-received"), ...eachHost("host-requested"), expire()];
    case "reschedule-requested":
      return [guest("reschedule-request-received"), ...eachHost("host-reschedule-requested"), {
        kind: "expire",
        at: booking.rescheduleRequest!.expiresAt,
      }];
    case "reschedule-declined":
      return [guest("reschedule-declined")];
    case "reschedule-withdrawn":
      return eachHost("reschedule-withdrawn");
    case "reschedule-expired":
      return [guest("reschedule-expired")];
    case "times-proposed":
      return [guest("times-proposed")];
    case "deadline-corrected":
      return [{
        kind: "expire",
        at: booking.rescheduleRequest?.expiresAt ?? booking.reservedUntil!,
      }];
    case "no-show":
    case "no-show-undone":
      return [];
  }
}
