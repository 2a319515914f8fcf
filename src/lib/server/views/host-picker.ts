/** The guest's picker as a host uses it for a booking: in the host's zone, with the guest's time beside it. */
import type { PickerView } from "$lib/components/picker-view.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import {
  type DisplayOptions,
  formatShortDate,
  formatTime,
  formatWhen,
} from "$lib/i18n/date-time.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getActiveHosts } from "../store/hosts.ts";
import type { App } from "../app.ts";
import { type BookingPage, hostBookingPage } from "../event-types/booking-page.ts";
import { bookedPage } from "../changes/booked-page.ts";
import { withNotes } from "./picker/with-notes.ts";
import { buildPicker } from "./picker/build-picker.ts";

/** How a host reads times. */
export function readerOf({ zone, language, hourCycle }: Host): DisplayOptions {
  return { zone, language, hourCycle };
}

/** The page whose times are offered for a booking, of these hosts alone; null where it takes no bookings any more. */
export async function pageOfHosts(
  app: App,
  booking: Booking,
  host: Host,
  hostIds: string[],
): Promise<BookingPage | null> {
  const type = await getBookedEventType(app.kv, booking);
  const hosts = await getActiveHosts(app.kv, hostIds);
  if (!type?.active || !hosts) return null;
  const page = booking.team
    ? await bookedPage(app, booking, host, type)
    : hostBookingPage(host, type);
  return page && { ...page, hosts };
}

/** The picker in the host's zone and clock, first on the day of the booking. */
export async function hostPicker(
  app: App,
  page: BookingPage,
  { booking, host, asked, region, movedWith = [] }: {
    booking: Booking;
    host: Host;
    asked: URLSearchParams;
    /** The country of the browser's language. */
    region: string | null;
    /** The later dates of its series, which can move with it. */
    movedWith?: readonly string[];
  },
): Promise<PickerView> {
  const query = new URLSearchParams(asked);
  if (!query.has("tz")) query.set("tz", host.zone);
  if (!query.has("hours")) query.set("hours", String(host.hourCycle));
  if (!["date", "month", "slot"].some((name) => query.has(name))) {
    query.set("date", dateAt(booking.start, host.zone));
  }
  const minutes = (booking.end - booking.start) / MINUTE;
  const rescheduled = { minutes, bookingId: booking.id, movedWith };
  const view = await buildPicker(app, page, query, {
    rescheduled,
    region,
    language: host.language,
  });
  const reader: DisplayOptions = {
    zone: view.zone.name,
    language: host.language,
    hourCycle: view.clock.hours,
  };
  const { zone } = booking.guest;
  return withNotes(view, ({ iso }) => timeOfGuest(Date.parse(iso), reader, zone));
}

/** What a clock of the guest shows then, with the day where it is another; null where it shows the same. */
export function timeOfGuest(start: number, reader: DisplayOptions, zone: string): string | null {
  const guest = { ...reader, zone };
  const time = formatTime(start, guest);
  if (dateAt(start, zone) !== dateAt(start, reader.zone)) {
    return `${formatShortDate(start, guest)}, ${time}`;
  }
  return time === formatTime(start, reader) ? null : time;
}

/** A time in full as the guest has it; null where their clock shows the same. */
export function whenOfGuest(time: Span, reader: DisplayOptions, zone: string): string | null {
  return timeOfGuest(time.start, reader, zone) && formatWhen(time, { ...reader, zone });
}
