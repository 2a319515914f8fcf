/** What each booking of a change becomes, with the hosts, links and place that it has from then on. */
import { type Booking, holdsOf, isSeat } from "$lib/scheduling/booking.ts";
import type { BookingEvent } from "$lib/scheduling/booking-history.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Rotation } from "$lib/scheduling/rotation.ts";
import type { RotationDecision } from "$lib/scheduling/rotation-decisions.ts";
import type { App } from "../app.ts";
import { areAllPresent, type HostSnapshot } from "../availability/snapshots.ts";
import type { VersionedGuard } from "../kv/guard.ts";
import type { WrittenBooking } from "../store/booking-commit.ts";
import { locationAfterChange } from "./booked-location.ts";
import { linksOfHosts } from "./booking-links.ts";

/** A changed or new booking, and the event that its history, emails and calendar writes follow. */
export interface BookingChange {
  booking: Booking;
  event: BookingEvent;
  /** Its hosts from now on; missing leaves those it has. */
  hosts?: readonly string[];
  /** The time of hosts who join, where it was not read with that of the others. */
  joining?: readonly HostSnapshot[];
  /** The rotation of its round robin from now on; missing returns the assignment where the booking ends before its start. */
  rotation?: Rotation;
  /** To whom its round robin gave it; missing where nobody was chosen by rotation. */
  decision?: RotationDecision;
  /** The member of a team who made the change, or the host who books for a guest. */
  byHostId?: string;
  /** The host whose proposed time the guest took. */
  proposedBy?: string;
}

/** The same with the booking as it was read after the guards; null for a new one, whose links are given. */
export interface DecidedChange extends BookingChange {
  was: Deno.KvEntry<Booking> | null;
  links?: WrittenBooking["links"];
}

/** What a change was decided on, all of it read after the guards. */
export interface ReadUnderGuards {
  now: number;
  /** Of the hosts before and after, and of others who might have joined. */
  snapshots: readonly HostSnapshot[];
  /** Null for hosts' own bookings. */
  teamGuard: VersionedGuard | null;
}

/** Why a decided change is not made; each booking that holds time needs all of its hosts, and the time that it held. */
export type CommitRefusal = "inactive" | "expired";

/** A change of which it is known what is written. */
export interface MadeChange extends Required<Pick<WrittenBooking, "links" | "revoked">> {
  change: DecidedChange;
  was: Booking | null;
  booking: Booking;
  hosts: readonly string[];
}

/** "inactive" where a host of a booking that holds time is gone, "expired" where it no longer holds its time. */
export async function make(
  app: App,
  { snapshots, now }: ReadUnderGuards,
  change: DecidedChange,
): Promise<Outcome<MadeChange, CommitRefusal>> {
  const was = change.was?.value ?? null;
  const hosts = change.hosts ?? (was ?? change.booking).hosts;
  if (!was) {
    const { booking, links = [] } = change;
    return accepted({ change, was, booking, hosts, links, revoked: [] });
  }
  const { booking: changed, ...links } = await withHosts(app, was, change.booking, hosts);
  const location = await locationAfterChange(
    app.kv,
    was,
    changed,
    snapshots.map(({ host }) => host),
  );
  const isThere = location === changed.type.location;
  const booking = isThere ? changed : { ...changed, type: { ...changed.type, location } };
  if (holdsOf(booking, now).length > 0) {
    if (!areAllPresent(snapshots, booking.hosts)) return refused("inactive");
    const staying = snapshots.filter(({ host: { id } }) =>
      hosts.includes(id) && was.hosts.includes(id)
    );
    const isHeld = staying.every(({ holds }) => holds.some((hold) => isHoldOf(hold, was)));
    if (!isHeld) return refused("expired");
  }
  return accepted({ change, was, booking, hosts, ...links });
}

function isHoldOf(held: Hold, { id, slot }: Booking): boolean {
  return held.slot === slot && held.bookingIds.includes(id);
}

/** The changed booking with the hosts that it has from now on, and their links. */
async function withHosts(app: App, was: Booking, booking: Booking, hosts: readonly string[]) {
  if (areSame(was.hosts, hosts)) return { booking, links: [], revoked: [] };
  // All bookings of a shared slot have the slot's hosts.
  if (isSeat(was) || isSeat(booking)) throw new Error("a seat keeps the hosts of its slot");
  const { links, records, revoked } = await linksOfHosts(
    app,
    was,
    hosts,
    booking.team?.declinedBy,
  );
  return { booking: { ...booking, hosts: [...hosts], links }, links: records, revoked };
}

/** Whether these are the same hosts, in whichever order. */
function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}
