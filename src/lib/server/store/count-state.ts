import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { keys } from "../kv/keys.ts";

/** How far an owner's bookings are counted. */
export interface CountState {
  /** In which they are counted, an IANA zone. */
  zone: string;
  /** Dates before this one are not kept; empty while all are. */
  from: string;
  /** The place in the index of bookings up to which all were counted again; null when that is done. */
  recount: Deno.KvKeyPart[] | null;
  /** How far a count of everything anew is that was asked for; null when none runs. What is stored stays until it is replaced. */
  again: CountAgain | null;
}

/** A count of everything anew: first of each booking, then the sum of each date. */
export interface CountAgain {
  /** Bookings that were counted, and how many there were. */
  done: number;
  total: number;
  /** Dates before this one are added up; empty while bookings are counted. */
  date: string;
}

/** The state as read, with the record of the host or team; both are checked by every commit that counts. */
export interface ReadCountState {
  ownerId: string;
  entry: Deno.KvEntryMaybe<CountState>;
  owner: Deno.KvEntryMaybe<Host> | Deno.KvEntryMaybe<Team>;
  zone: string;
}

/** Read before everything that a commit of counts depends on; null for an owner who is erased or a deleted team. */
export async function readCountState(
  kv: Deno.Kv,
  ownerId: string,
): Promise<ReadCountState | null> {
  const [entry, host, team] = await kv.getMany<[CountState, Host, Team]>([
    keys.countState(ownerId),
    keys.host(ownerId),
    keys.team(ownerId),
  ]);
  if (host.value) return { ownerId, entry, owner: host, zone: host.value.zone };
  if (team.value?.closedAt === null) return { ownerId, entry, owner: team, zone: team.value.zone };
  return null;
}

/** A commit that fails when others have counted meanwhile, or when the owner was changed or erased. */
export function countCommit(
  kv: Deno.Kv,
  { ownerId, entry, owner }: ReadCountState,
  state: CountState,
): Deno.AtomicOperation {
  return kv.atomic().check(entry).check(owner).set(keys.countState(ownerId), state);
}
