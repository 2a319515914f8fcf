import type { Booking } from "$lib/scheduling/booking.ts";
import { wallClockInstant } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import type { App } from "$lib/server/app.ts";
import { allowedActions } from "$lib/server/views/allowed-actions.ts";
import { reschedulableFrom } from "$lib/server/bookings/change-series.ts";
import { laterDatesAt } from "$lib/server/views/series-choice.ts";
import { readSmallDay } from "$lib/server/views/day-column.ts";
import { hostPicker, pageOfHosts, readerOf, whenOfGuest } from "$lib/server/views/host-picker.ts";
import { parsePickerQuery } from "$lib/server/views/picker/picker-query.ts";

/** Whether a host of a booking may move it to another time. */
export function mayReschedule(app: App, booking: Booking, host: Host): boolean {
  const acting = { hostId: host.id, role: "host", managesTeam: false } as const;
  return allowedActions(booking, acting, app.now()).reschedule;
}

/** What is shown of a day while no time is chosen, in minutes since midnight. */
const SHOWN = { from: 9 * 60, to: 17 * 60 };

/** The picker for one new time, and what else the host has on the day that it shows. */
export async function movePage(
  app: App,
  booking: Booking,
  host: Host,
  { asked, region }: { asked: URLSearchParams; region: string | null },
) {
  const page = await pageOfHosts(app, booking, host, booking.hosts);
  const dates = await reschedulableFrom(app, booking, "host");
  const movedWith = dates.map(({ id }) => id);
  const picker = page && await hostPicker(app, page, { booking, host, asked, region, movedWith });
  const slot = picker && parsePickerQuery(asked).slot;
  const chosen = slot === null ? null : { start: slot, end: slot + booking.end - booking.start };
  const reader = readerOf(host);
  const date = picker?.day?.date;
  const at = (minute: number) => wallClockInstant(date!, minute, host.zone, "start");
  const shown = chosen ?? (date ? { start: at(SHOWN.from), end: at(SHOWN.to) } : booking);
  return {
    picker,
    when: chosen && formatWhen(chosen, reader),
    guestWhen: chosen && whenOfGuest(chosen, reader, booking.guest.zone),
    later: laterDatesAt(booking, dates, slot, host.language),
    isCurrent: chosen?.start === booking.start,
    day: picker && await readSmallDay(app, host, {
      time: shown,
      own: booking.id,
      proposed: chosen && { ...chosen, title: booking.guest.name },
    }),
  };
}
