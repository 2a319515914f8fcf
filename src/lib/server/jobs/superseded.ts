import type { Booking } from "$lib/scheduling/booking.ts";
import { messageOf } from "../email/messages/registry.ts";
import type { JobWork } from "../store/job.ts";

type EmailWork = Extract<JobWork, { kind: "send-email" }>;

/** Whether the booking has changed since the email was created. */
export function isSuperseded(work: EmailWork, booking: Booking, now: number): boolean {
  const { emailKind, sequence, to, hostId, at: requestedAt } = work;
  return booking.sequence !== sequence ||
    (to === "host" && !booking.hosts.includes(hostId)) ||
    !messageOf(emailKind).stillHolds(booking, { now, requestedAt, to });
}
