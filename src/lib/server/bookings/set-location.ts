import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import {
  isAwaited,
  setLocation as moved,
  settleConference,
  withLocation,
} from "$lib/scheduling/booking-location.ts";
import type { StateRefusal } from "$lib/scheduling/booking-transitions.ts";
import {
  type BookedLocation,
  type BookingLocationInput,
  isConference,
} from "$lib/scheduling/location.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { locationAt } from "../changes/booked-location.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import type { Meeting } from "./meeting.ts";
import { actsAs } from "../changes/team-rights.ts";
import type { BookingEvent } from "$lib/scheduling/booking-history.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { changeSharedSlot } from "./change-shared-slot.ts";
import { firstThatFit } from "./shared-slot-actions.ts";

/** A host's new location for a confirmed booking. */
export interface LocationChange {
  hostId: string;
  location: BookingLocationInput;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
}

/**
 * Sets where a confirmed meeting takes place, and tells the guest; for all guests of a shared slot. "invalid" where no
 * calendar of its hosts makes such links.
 */
export async function setLocation(
  app: App,
  bookingId: string,
  { hostId, location: input, revision }: LocationChange,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal | "invalid">> {
  const known = await getBooking(app.kv, bookingId);
  if (!known || !await actsAs(app.kv, known, hostId)) return refused("not-found");
  const hosts = await Promise.all(known.hosts.map((id) => getHost(app.kv, id)));
  const location = await locationAt(app.kv, input, hosts.flatMap((host) => host ?? []));
  if (location.kind !== input.kind) {
    return refused("invalid", { fields: { location: "conference-unavailable" } });
  }
  if (isSeat(known)) return await setForAllSeats(app, known, location, revision);
  return await change(app, bookingId, {
    decide(was, now) {
      if (revision !== null && revision !== was.revision) return refused("changed");
      if (isSame(was.type.location, location)) return { unchanged: accepted(was) };
      const changed = moved(was, now, "host", location);
      if (!changed.ok) return changed;
      return accepted({ booking: changed.value, event: "location-changed", byHostId: hostId });
    },
  });
}

async function setForAllSeats(
  app: App,
  { id, slot, hosts, revision: current }: Booking,
  location: BookedLocation,
  revision: number | null,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  if (revision !== null && revision !== current) return refused("changed");
  const outcome = await setSlotLocation(app, slot, { hostId: hosts[0]!, location });
  if (!outcome.ok) return outcome;
  const booking = await getBooking(app.kv, id);
  return booking ? accepted(booking) : refused("not-found");
}

function isSame(some: BookedLocation, other: BookedLocation): boolean {
  return !isConference(some) && JSON.stringify(some) === JSON.stringify(other);
}

/** Stores the link that a calendar has made for a meeting, or that it made none (null), and tells who waits for it. */
export async function settleMeetingConference(
  app: App,
  meeting: Meeting,
  link: string | null,
): Promise<void> {
  const outcome = meeting.slot
    ? await settleSlotConference(app, meeting.id, { hostId: meeting.hosts[0]!, link })
    : await change(app, meeting.id, {
      decide(was, now) {
        const settled = settleConference(was, now, link);
        if (!settled.ok) return settled;
        const event = link === null ? "conference-failed" : "conference-made";
        return accepted({ booking: settled.value, event });
      },
    });
  if (!outcome.ok && outcome.refusal.code === "busy") {
    throw new Error("many change this booking just now");
  }
}

/** Sets the location of a slot for all its guests. */
function setSlotLocation(
  app: App,
  slotId: string,
  { hostId, location }: { hostId: string; location: BookedLocation },
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  const wanted = JSON.stringify(location);
  return changeEverySeat(app, slotId, hostId, (booking, now) => {
    if (JSON.stringify(booking.type.location) === wanted) return null;
    return { booking: withLocation(booking, now, "host", location), event: "location-changed" };
  });
}

/** Stores the link that the calendar has made for a slot, or that it made none (null). */
function settleSlotConference(
  app: App,
  slotId: string,
  { hostId, link }: { hostId: string; link: string | null },
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  return changeEverySeat(app, slotId, hostId, (booking, now) => {
    const { location } = booking.type;
    if (!isAwaited(location)) return null;
    const settled = { ...location, value: link, failed: link === null };
    const event = link === null ? "conference-failed" : "conference-made";
    return { booking: withLocation(booking, now, "calendar", settled), event };
  });
}

type SeatChange = { booking: Booking; event: BookingEvent } | null;

/** Changes the bookings of a slot, in as many commits as they need; null leaves one as it is. */
async function changeEverySeat(
  app: App,
  slotId: string,
  hostId: string,
  changeOf: (booking: Booking, now: number) => SeatChange,
): Promise<Outcome<SharedSlot, ChangeRefusal | StateRefusal>> {
  for (;;) {
    let left = 0;
    const outcome = await changeSharedSlot<StateRefusal>(app, slotId, {
      hostId,
      start: null,
      make({ bookings }, now) {
        const seats = bookings.filter((each) => each.slot === slotId && changeOf(each, now));
        const first = firstThatFit(seats);
        left = seats.length - first.length;
        return accepted(first.map((each) => changeOf(each, now)!));
      },
    });
    if (!outcome.ok || left === 0) return outcome;
  }
}
