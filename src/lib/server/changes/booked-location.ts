import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  type BookedLocation,
  type ConferenceKind,
  conferenceProviders,
  isConference,
  type Location,
  withoutMadeLink,
  withRandomPart,
} from "$lib/scheduling/location.ts";
import { newRoomName } from "../runtime/secrets.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { getSlot } from "../store/shared-slots.ts";

/** A location that one booking can be made at. */
export type SinglePlace = Exclude<Location, { kind: "choice" }>;

/** Where a new booking takes place: in a slot that others share where they meet, else at its own place. */
export async function newLocation(
  kv: Deno.Kv,
  slotId: string | undefined,
  place: SinglePlace,
  hosts: readonly Host[],
): Promise<BookedLocation> {
  const slot = slotId === undefined ? null : await getSlot(kv, slotId);
  return slot?.type.location ?? await locationAt(kv, place, hosts);
}

/** The location of one booking: `{random}` filled in, and "later" where no host's calendar can make the conference. */
export async function locationAt(
  kv: Deno.Kv,
  place: SinglePlace,
  hosts: readonly Host[],
): Promise<BookedLocation> {
  if (place.kind === "link") {
    return { kind: "link", value: withRandomPart(place.value, newRoomName()) };
  }
  return isConference(place) ? await conferenceAt(kv, place.kind, hosts) : place;
}

/** A conference whose link is still to be made, or "later". */
async function conferenceAt(
  kv: Deno.Kv,
  kind: ConferenceKind,
  hosts: readonly Host[],
): Promise<BookedLocation> {
  for (const host of hosts) {
    if (await canMake(kv, kind, host)) return { kind, value: null, hostId: host.id, failed: false };
  }
  return { kind: "later" };
}

/** Whether the calendar that a host's bookings are written to makes such links. */
export async function canMake(
  kv: Deno.Kv,
  kind: ConferenceKind,
  { id, targetCalendar }: Host,
): Promise<boolean> {
  const connection = targetCalendar && await getConnection(kv, id, targetCalendar.connectionId);
  return connection?.provider === conferenceProviders[kind];
}

/** Which links the calendars of all these hosts make. */
export async function conferencesMadeBy(
  kv: Deno.Kv,
  hostIds: readonly string[],
): Promise<Record<ConferenceKind, boolean>> {
  const found = await Promise.all(hostIds.map((id) => getHost(kv, id)));
  const hosts = found.flatMap((host) => host ?? []);
  const isMadeByAll = async (kind: ConferenceKind) =>
    (await Promise.all(hosts.map((host) => canMake(kv, kind, host)))).every(Boolean);
  return {
    "google-meet": await isMadeByAll("google-meet"),
    "microsoft-teams": await isMadeByAll("microsoft-teams"),
  };
}

/** The links that a location names and that the calendar of none of these hosts makes. */
export async function missingConferences(
  kv: Deno.Kv,
  location: Location,
  hosts: readonly Host[],
): Promise<ConferenceKind[]> {
  const places = location.kind === "choice" ? location.options : [location];
  const kinds = [...new Set(places.filter(isConference).map(({ kind }) => kind))];
  const can = await Promise.all(
    kinds.map(async (kind) =>
      (await Promise.all(hosts.map((host) => canMake(kv, kind, host)))).includes(true)
    ),
  );
  return kinds.filter((_, n) => !can[n]);
}

/** The location as guests are offered it: without links that no host's calendar can make at the moment. */
export async function offeredLocation(
  kv: Deno.Kv,
  location: Location,
  hosts: readonly Host[],
): Promise<Location> {
  const isOffered = async (place: Location) => {
    if (!isConference(place)) return true;
    const can = await Promise.all(hosts.map((host) => canMake(kv, place.kind, host)));
    return can.includes(true);
  };
  if (location.kind !== "choice") return await isOffered(location) ? location : { kind: "later" };
  const can = await Promise.all(location.options.map(isOffered));
  const options = location.options.filter((_, i) => can[i]);
  return options.length > 0 ? { kind: "choice", options } : location;
}

/**
 * Where a changed booking takes place: in another slot where its guests meet, and at another host's calendar once the
 * host who made the link has left.
 */
export async function locationAfterChange(
  kv: Deno.Kv,
  was: Booking,
  is: Booking,
  hosts: readonly Host[],
): Promise<BookedLocation> {
  const { location } = is.type;
  if (is.slot !== was.slot && isSeat(is)) {
    return (await getSlot(kv, is.slot))?.type.location ?? withoutMadeLink(location);
  }
  if (!isConference(location)) return location;
  // Its calendar may be gone since the request.
  const isJustConfirmed = !isConfirmed(was) && isConfirmed(is);
  if (!isJustConfirmed && is.hosts.includes(location.hostId)) return location;
  const present = hosts.filter(({ id }) => is.hosts.includes(id));
  return await conferenceAt(kv, location.kind, present);
}
