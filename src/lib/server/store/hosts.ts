import type { Host } from "$lib/scheduling/host.ts";
import { keys } from "./keys.ts";

/** Who a username leads to; a given-up name keeps its owner and leads nowhere. */
export interface UsernameRecord {
  hostId: string;
  givenUp: boolean;
}

export async function getHost(kv: Deno.Kv, hostId: string): Promise<Host | null> {
  return (await kv.get<Host>(keys.host(hostId))).value;
}

/** The host whose booking page stands under this name now. */
export async function getHostByUsername(kv: Deno.Kv, username: string): Promise<Host | null> {
  if (!/^[a-z0-9-]{1,64}$/.test(username)) return null;
  const record = (await kv.get<UsernameRecord>(keys.username(username))).value;
  if (!record || record.givenUp) return null;
  return getHost(kv, record.hostId);
}

/** Whether anybody has a booking page here yet. */
export async function anyHost(kv: Deno.Kv): Promise<boolean> {
  for await (const _ of kv.list({ prefix: keys.hosts() }, { limit: 1 })) return true;
  return false;
}

/** Adds a new host to a commit: the record, its name and its guard, each checked to be new. */
export function writeNewHost(operation: Deno.AtomicOperation, host: Host): Deno.AtomicOperation {
  return operation
    .check({ key: keys.username(host.username), versionstamp: null })
    .check({ key: keys.guard(host.id), versionstamp: null })
    .set(keys.username(host.username), { hostId: host.id, givenUp: false } satisfies UsernameRecord)
    .set(keys.guard(host.id), { turn: 1, calendars: {} })
    .set(keys.host(host.id), host);
}
