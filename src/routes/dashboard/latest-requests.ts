import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { localeOf } from "./booking-rows.ts";

/** The most requests that one refresh tells of. */
const MAX_LATEST = 5;

/** A request as a browser notification names it. */
export interface LatestRequest {
  id: string;
  /** Another one for each request about the same booking. */
  key: string;
  /** When it came to this host, epoch ms. */
  at: number;
  guest: string;
  type: string;
  when: string;
  isReschedule: boolean;
}

/** The requests that came last, the newest first. */
export function latestRequests(waiting: readonly Booking[], host: Host): LatestRequest[] {
  return [...waiting]
    .sort((a, b) => b.changedAt - a.changedAt)
    .slice(0, MAX_LATEST)
    .map((booking) => {
      const { id, rescheduleRequest, changedAt, guest, type } = booking;
      return {
        id,
        key: `${id} ${rescheduleRequest?.requestedAt ?? ""}`,
        at: changedAt,
        guest: guest.name,
        type: type.title,
        when: formatWhen(rescheduleRequest ?? booking, localeOf(host)),
        isReschedule: rescheduleRequest !== null,
      };
    });
}
