import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatShortWhen, formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type Span, subtract } from "$lib/scheduling/span.ts";
import type { App } from "$lib/server/app.ts";
import { readOpenHours } from "$lib/server/availability/open-hours.ts";
import { reschedulableFrom } from "$lib/server/bookings/change-series.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { getBooking, getBookings } from "$lib/server/store/bookings.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { allowedActions } from "$lib/server/views/allowed-actions.ts";
import { whenOfGuest } from "$lib/server/views/host-picker.ts";
import { laterDatesAt } from "$lib/server/views/series-choice.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import { chosenTime } from "../bookings/[id]/available-actions.ts";
import { teamPartOf } from "../bookings/[id]/team-part.ts";
import { localeOf, toRowView } from "../booking-rows.ts";

/** What the card of a booking in the week says and offers, and the new time that it asks about; null for what is none of the host's. */
export async function cardOf(app: App, host: Host, id: string | null, to: string | null) {
  const booking = id ? await getBooking(app.kv, id) : null;
  const role = booking && await actsAs(app.kv, booking, host.id);
  if (!booking || !role) return null;
  const now = app.now(), reader = localeOf(host);
  const may = allowedActions(booking, { hostId: host.id, role, managesTeam: false }, now);
  const { revision, guest, type, colour, badge, when, place, until, reschedule, proposed, join } =
    toRowView(
      booking,
      host,
      now,
    );
  const time = may.reschedule ? chosenTime(booking, to) : null;
  const { dashboard, booking: { propose } } = messages(host.language, app);
  const { ask, outside } = dashboard.weekCard;
  const forGuest = time && whenOfGuest(time, reader, booking.guest.zone);
  const isOutside = time && role === "host" && !(await isOpen(app, host, time));
  return {
    id: booking.id,
    href: `/dashboard/bookings/${booking.id}`,
    ...{ revision, guest, type, colour, badge, when, place, reschedule, proposed, join },
    answerBy: may.confirm && until !== null ? formatShortWhen(until, reader) : null,
    others: isSeat(booking) ? await othersOf(app, booking) : [],
    decides: may.confirm,
    forAll: may.confirm && ((await teamPartOf(app, booking, host))?.decidesForAll ?? false),
    propose: may.propose ? `/dashboard/bookings/${booking.id}/propose` : null,
    move: time && {
      start: time.start,
      end: time.end,
      iso: isoInstant(time.start),
      title: format(ask, { when: formatShortWhen(time.start, reader), name: guest }),
      when: formatWhen(time, reader),
      forGuest: forGuest && format(propose.forGuest, { name: guest, when: forGuest }),
      outside: isOutside ? outside : null,
      later: laterDatesAt(
        booking,
        await reschedulableFrom(app, booking, "host"),
        time.start,
        host.language,
      ),
    },
  };
}

export type CardView = NonNullable<Awaited<ReturnType<typeof cardOf>>>;

async function isOpen({ kv }: App, host: Host, time: Span): Promise<boolean> {
  const { open } = await readOpenHours(kv, host, time);
  return subtract([time], open).length === 0;
}

/** The other guests of a time that several share. */
async function othersOf(app: App, { id, slot }: Booking) {
  const shared = await getSlot(app.kv, slot);
  const others = await getBookings(app.kv, shared?.bookingIds ?? []);
  return others.filter((other) =>
    other.id !== id && other.slot === slot && isLiveBooking(other, app.now())
  ).map(({ id, guest }) => ({ id, guest: guest.name }));
}
