import { isUpcoming } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import { networkOf } from "../runtime/client-address.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getBookings } from "../store/bookings.ts";
import { countPendingByKey, countUpcomingByKey, listBookingsByKey } from "../store/limit-counts.ts";
import type { BookingRequest } from "./booking-request.ts";

/**
 * The keys under which a booking counts while it is pending or upcoming: the guest's address, and the client's network
 * where it is known. Networks are stored as signatures, since a plain hash of so few values could be reversed.
 */
export async function limitKeysOf(app: App, { guest, client }: BookingRequest): Promise<string[]> {
  const network = client === null ? null : networkOf(client);
  return [
    await guestLimitKey(guest.email),
    ...(network === null ? [] : [`network:${await app.sealer.sign(network, "network")}`]),
  ];
}

/** The key under which bookings of a guest's address count. */
export async function guestLimitKey(email: string): Promise<string> {
  return `guest:${await hashOf("guest", guestKey(email))}`;
}

/**
 * Whether the limit of pending requests is reached at this host; exact, since it is read under the host's guard. The
 * series `except` does not count.
 */
export function hasTooManyPending(
  app: App,
  hostId: string,
  limitKeys: readonly string[],
  now: number,
  except: string | null = null,
): Promise<boolean> {
  const { pendingPerGuest, pendingPerNetwork } = app.settings;
  const max = { guest: pendingPerGuest, network: pendingPerNetwork };
  return isFull(
    limitKeys,
    max,
    (each, limit) => countPendingByKey(app.kv, hostId, each, now, limit, except),
  );
}

/**
 * Whether the limit of upcoming bookings without the host's approval is reached at this host; exact as well. `together`
 * bookings are to be made in one commit.
 */
export function hasTooManyUpcoming(
  app: App,
  hostId: string,
  limitKeys: readonly string[],
  now: number,
  together = 1,
): Promise<boolean> {
  const { upcomingPerGuest, upcomingPerNetwork } = app.settings;
  const max = { guest: upcomingPerGuest, network: upcomingPerNetwork };
  return isFull(
    limitKeys,
    max,
    async (each, limit) =>
      await countUpcomingByKey(app.kv, hostId, each, now, limit) + together - 1,
  );
}

/** Hosts with whom this guest has a booking of an event type of a team that is pending, or confirmed and not over. */
export async function guestsHosts(
  app: App,
  type: Pick<EventType, "id" | "ownerId">,
  { limitKeys, now }: { limitKeys: readonly string[]; now: number },
): Promise<string[]> {
  const own = limitKeys.filter((each) => each.startsWith("guest:"));
  const ids = await Promise.all(
    own.map((each) => listBookingsByKey(app.kv, type.ownerId, each, now - DAY)),
  );
  const bookings = await getBookings(app.kv, ids.flat());
  return bookings.filter((booking) => booking.type.id === type.id && isUpcoming(booking, now))
    .flatMap(({ hosts }) => hosts);
}

async function isFull(
  limitKeys: readonly string[],
  max: { guest: number; network: number },
  count: (limitKeys: string, limit: number) => Promise<number>,
): Promise<boolean> {
  const full = await Promise.all(limitKeys.map(async (each) => {
    const limit = each.startsWith("guest:") ? max.guest : max.network;
    return limit > 0 && await count(each, limit) >= limit;
  }));
  return full.includes(true);
}
