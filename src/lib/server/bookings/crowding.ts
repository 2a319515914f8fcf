import { sameGuest } from "$lib/scheduling/guest.ts";
import type { App } from "../app.ts";
import { networkOf } from "../client-address.ts";
import { hashOf } from "../secrets.ts";
import { countPendingFrom } from "../store/bookings.ts";
import type { Wish } from "./wish.ts";

/**
 * Under what a wish counts while it waits: the guest's address, and the network where it can be told from others.
 * A network is kept signed only, as a bare hash of so few could be undone.
 */
export async function countedAs(app: App, { guest, client }: Wish): Promise<string[]> {
  const network = client === null ? null : networkOf(client);
  return [
    `guest:${await hashOf("guest", sameGuest(guest.email))}`,
    ...(network === null ? [] : [`network:${await app.sealer.sign(network, "network")}`]),
  ];
}

/** Whether as many requests from there wait at this host as are taken; decided under the host's guard, thus exactly. */
export async function tooManyWaiting(
  app: App,
  hostId: string,
  from: readonly string[],
  now: number,
): Promise<boolean> {
  const { pendingPerGuest, pendingPerNetwork } = app.settings;
  const full = await Promise.all(from.map(async (each) => {
    const most = each.startsWith("guest:") ? pendingPerGuest : pendingPerNetwork;
    return most > 0 && await countPendingFrom(app.kv, hostId, each, now, most) >= most;
  }));
  return full.includes(true);
}
