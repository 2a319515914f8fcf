import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { getHost } from "../store/hosts.ts";

/** The hosts of a booking, and members who withdrew from it; whose account was erased is missing. */
export interface BookingPeople {
  hosts: Host[];
  withdrawn: Host[];
}

export async function readPeople(
  { kv }: Pick<App, "kv">,
  { hosts, team }: Pick<Booking, "hosts" | "team">,
): Promise<BookingPeople> {
  const read = async (ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => getHost(kv, id)))).filter((host) => host !== null);
  return { hosts: await read(hosts), withdrawn: await read(team?.withdrawn ?? []) };
}
