import { publishedStatus } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { HostCalendar } from "./host-calendar.ts";
import { isoOrNull, spanJson } from "./host-booking-json.ts";

/** A host's own time as the API shows it, instants in UTC. */
export function hostCalendarJson(
  { zone }: Pick<Host, "zone">,
  { open, closed, held, busy, unknown }: HostCalendar,
) {
  return {
    timezone: zone,
    open: open.map(spanJson),
    closed: closed.map(({ reason, name, ...span }) => ({ ...spanJson(span), reason, name })),
    held: held.map((each) => ({
      ...spanJson(each),
      kind: each.kind,
      bufferBefore: each.bufferBefore,
      bufferAfter: each.bufferAfter,
      answerBy: isoOrNull(each.deadline),
      bookings: each.bookings.map((booking) => ({
        id: booking.id,
        status: publishedStatus(booking),
        guest: booking.guest.name,
        eventType: {
          id: booking.type.id,
          title: booking.type.title,
          colour: booking.type.colour,
        },
        test: booking.isTest,
      })),
      unverified: each.unverified,
    })),
    busy: busy.map(({ calendar, title, isPrivate = false, ...span }) => ({
      ...spanJson(span),
      calendar,
      title,
      private: isPrivate,
    })),
    unknown: unknown.map(({ calendar, reason, ...span }) => ({
      ...spanJson(span),
      calendar,
      reason,
    })),
  };
}
