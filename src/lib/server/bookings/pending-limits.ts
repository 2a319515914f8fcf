import { guestKey } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import { networkOf } from "../runtime/client-address.ts";
import { hashOf } from "../runtime/secrets.ts";
import { countPendingByKey, countUpcomingByKey } from "../store/limit-counts.ts";
import type { BookingRequest } from "./booking-request.ts";

/**
 * Under what a wish counts while it waits or lies ahead: the guest's address, and the network where it can be told from others.
 * A network is kept signed only, as a bare hash of so few could be undone.
 */
export async function limitKeysOf(app: App, { guest, client }: BookingRequest): Promise<string[]> {
  const network = client === null ? null : networkOf(client);
  return [
    `guest:${await hashOf("guest", guestKey(guest.email))}`,
    ...(network === null ? [] : [`network:${await app.sealer.sign(network, "network")}`]),
  ];
}

/** Whether as many requests from there wait at this host as are taken; decided under the host's guard, thus exactly. */
export function hasTooManyPending(
  app: App,
  hostId: string,
  limitKeys: readonly string[],
  now: number,
): Promise<boolean> {
  const { pendingPerGuest, pendingPerNetwork } = app.settings;
  const max = { guest: pendingPerGuest, network: pendingPerNetwork };
  return isFull(
    limitKeys,
    max,
    (each, limit) => countPendingByKey(app.kv, hostId, each, now, limit),
  );
}

/** Whether as many agreed bookings from there lie ahead at this host as may come about without the host's yes; as exact. */
export function hasTooManyUpcoming(
  app: App,
  hostId: string,
  limitKeys: readonly string[],
  now: number,
): Promise<boolean> {
  const { upcomingPerGuest, upcomingPerNetwork } = app.settings;
  const max = { guest: upcomingPerGuest, network: upcomingPerNetwork };
  return isFull(
    limitKeys,
    max,
    (each, limit) => countUpcomingByKey(app.kv, hostId, each, now, limit),
  );
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
