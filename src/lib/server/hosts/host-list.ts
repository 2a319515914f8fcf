/** The accounts of an installation, for who runs it. */
import { type Host, isActive, isClosed } from "$lib/scheduling/host.ts";
import { countBookings } from "../store/bookings.ts";
import { getGuard } from "../kv/guard.ts";
import { eachHost } from "../store/hosts.ts";
import { getLastSeen } from "../store/sessions.ts";
import { keys } from "../kv/keys.ts";

/** One account. */
export interface ListedHost {
  username: string;
  name: string;
  email: string | null;
  /** The last use of a session, accurate to an hour; null for one who never signed in. */
  lastSeenAt: string | null;
  state: "active" | "suspended" | "closed";
  suspendedAt: string | null;
  reason: string;
  /** Calendars that are checked for conflicts, and those of them that cannot be read now. */
  calendars: number;
  calendarsFailing: number;
  /** Confirmed bookings and requests that have not begun. */
  bookingsAhead: number;
}

/** Every record that the list is made of. */
export const listedRecords = () => [
  keys.hosts(),
  keys.guards(),
  keys.lastSeens(),
  keys.bookingIndex(),
];

/** All hosts by username. */
export async function listHosts(kv: Deno.Kv, now: number): Promise<ListedHost[]> {
  const listed: ListedHost[] = [];
  for await (const host of eachHost(kv)) listed.push(await describe(kv, host, now));
  return listed.sort((a, b) => a.username < b.username ? -1 : 1);
}

async function describe(kv: Deno.Kv, host: Host, now: number): Promise<ListedHost> {
  const { id, username, name, email, suspension } = host;
  const calendars = Object.values((await getGuard(kv, id)).guard.calendars);
  const lastSeen = await getLastSeen(kv, id);
  const ahead = await Promise.all(
    (["confirmed", "pending"] as const).map((list) => countBookings(kv, id, list, now + 1)),
  );
  return {
    username,
    name,
    email,
    lastSeenAt: lastSeen === null ? null : iso(lastSeen),
    state: isActive(host) ? "active" : isClosed(host) ? "closed" : "suspended",
    suspendedAt: suspension && iso(suspension.at),
    reason: suspension?.reason ?? "",
    calendars: calendars.length,
    calendarsFailing: calendars.filter(({ failure }) => failure !== null).length,
    bookingsAhead: ahead.reduce((sum, count) => sum + count, 0),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
