import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt, isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { conferenceKinds, lacksPlace } from "$lib/scheduling/location.ts";
import type { App as Invito } from "$lib/server/app.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { formatShortWhen, formatTime, formatWhen } from "$lib/i18n/date-time.ts";
import { allowedActions } from "$lib/server/views/allowed-actions.ts";
import { conferencesMadeBy } from "$lib/server/changes/booked-location.ts";
import { cancellableFrom, reschedulableFrom } from "$lib/server/bookings/change-series.ts";
import { readSmallDay } from "$lib/server/views/day-column.ts";
import { nearbyTimes } from "$lib/server/views/nearby-times.ts";
import { laterDatesView } from "$lib/server/views/series-choice.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import { localeOf } from "../../booking-rows.ts";

/** What a host can do with a booking beside deciding, and the free times near it. */
export async function availableActions(app: Invito, booking: Booking, host: Host) {
  const role = booking.hosts.includes(host.id) ? "host" : "manager";
  const acting = { hostId: host.id, role, managesTeam: false } as const;
  const { cancel, reschedule, propose, setLocation, noShow } = allowedActions(
    booking,
    acting,
    app.now(),
  );
  const reader = localeOf(host);
  return {
    day: reschedule ? await readSmallDay(app, host, { time: booking, own: booking.id }) : null,
    cancel,
    cancelLater: cancel
      ? laterDatesView(booking, await cancellableFrom(app, booking, "host"), host.language)
      : null,
    reschedule,
    rescheduleLater: reschedule
      ? laterDatesView(booking, await reschedulableFrom(app, booking, "host"), host.language)
      : null,
    propose,
    location: setLocation ? await locationForm(app, booking, host) : null,
    noShow,
    times: (await nearbyTimes(app, booking, host.id)).map((start) => ({
      iso: isoInstant(start),
      label: formatShortWhen(start, reader),
    })),
    /** The initial value of the field for another time. */
    at: `${dateAt(booking.start, host.zone)}T${
      formatTime(booking.start, { ...reader, hourCycle: 24 })
    }`,
  };
}

/** The time of a booking that begins at another instant; null without one that a calendar has. */
export function chosenTime({ start, end }: Booking, to: string | null): Span | null {
  const instant = Date.parse(to ?? "");
  if (!isSupportedInstant(instant) || instant === start) return null;
  return { start: instant, end: instant + end - start };
}

/** A time as the page shows it. */
export function timeView(time: Span | null, host: Host) {
  return time && { iso: isoInstant(time.start), when: formatWhen(time, localeOf(host)) };
}

const writtenOrLater = ["link", "phone", "address", "custom", "later"] as const;

/** What the form for another location offers, and what it begins with. */
async function locationForm(app: Invito, booking: Booking, host: Host) {
  const makes = await conferencesMadeBy(app.kv, [host.id]);
  const { location } = booking.type;
  const isMissing = lacksPlace(location);
  const kinds = [...writtenOrLater, ...conferenceKinds.filter((kind) => makes[kind])];
  return {
    kinds,
    kind: kinds.find((kind) => !isMissing && kind === location.kind) ?? "link",
    value: "value" in location ? location.value ?? "" : "",
    /** Whether nobody knows where to meet until the host says so. */
    isMissing,
  };
}
