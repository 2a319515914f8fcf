import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { pagePathOf } from "../event-types/page-path.ts";
import { getHost } from "../store/hosts.ts";
import { getTeam } from "../store/teams.ts";

/** Whom a booking is with. */
export interface BookingPeople {
  /** In the booking's order; whose account was erased is missing. */
  hosts: Host[];
  /** Members who withdrew from a confirmed collective. */
  withdrawn: Host[];
  /** The page of its team, or of its first host: "/team/mill", "/ada". */
  pagePath: string;
}

/** Whom a booking is with, by their names and addresses of now; `known` has been read just before. */
export async function readPeople(
  { kv }: Pick<App, "kv">,
  { hosts: hostIds, team: booked }: Pick<Booking, "hosts" | "team">,
  known?: Host,
): Promise<BookingPeople> {
  const readOne = (id: string) => id === known?.id ? known : getHost(kv, id);
  const read = async (ids: readonly string[]) =>
    (await Promise.all(ids.map(readOne))).filter((host) => host !== null);
  const [hosts, withdrawn, team] = await Promise.all([
    read(hostIds),
    read(booked?.withdrawn ?? []),
    booked ? getTeam(kv, booked.id) : null,
  ]);
  const pagePath = pagePathOf(booked ? team ?? booked : { username: hosts[0]?.username ?? "" });
  return { hosts, withdrawn, pagePath };
}
