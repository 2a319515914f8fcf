import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isActive, isClosed } from "$lib/scheduling/host.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { commit } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** The host of a username; a released one keeps its host but has no page. */
export interface UsernameRecord {
  hostId: string;
  isReleased: boolean;
}

/** A sign-in identity of an OIDC issuer and the host that it signs in. */
export interface IdentityRecord {
  hostId: string;
  issuer: string;
}

export async function getHost(kv: Deno.Kv, hostId: string): Promise<Host | null> {
  return (await kv.get<Host>(keys.host(hostId))).value;
}

/** A host with an open account, suspended or not; null for a closed one. */
export async function getOpenHost(kv: Deno.Kv, hostId: string): Promise<Host | null> {
  const host = await getHost(kv, hostId);
  return host && !isClosed(host) ? host : null;
}

/** A host who may be booked and signed in: with an open account that is not suspended. */
export async function getActiveHost(kv: Deno.Kv, hostId: string): Promise<Host | null> {
  const host = await getHost(kv, hostId);
  return host && isActive(host) ? host : null;
}

/** The active hosts of these ids, in their order; null where one of them is missing, closed or suspended. */
export async function getActiveHosts(
  kv: Deno.Kv,
  hostIds: readonly string[],
): Promise<Host[] | null> {
  const hosts = await Promise.all(hostIds.map((id) => getActiveHost(kv, id)));
  return hosts.every((host) => host !== null) ? hosts : null;
}

/** The hosts of these ids, ten in a read, in their order; null for one that is missing. */
export async function getHosts(
  kv: Deno.Kv,
  hostIds: readonly string[],
): Promise<(Host | null)[]> {
  const tens = Array.from(
    { length: Math.ceil(hostIds.length / 10) },
    (_, n) => hostIds.slice(n * 10, n * 10 + 10),
  );
  const entries = await Promise.all(tens.map((ten) => kv.getMany<Host[]>(ten.map(keys.host))));
  return entries.flat().map(({ value }) => value);
}

/** The host with this current username and an open account, suspended or not; null for a released name. */
export async function getHostByUsername(kv: Deno.Kv, username: string): Promise<Host | null> {
  const record = await getUsername(kv, username);
  return record && !record.isReleased ? await getOpenHost(kv, record.hostId) : null;
}

/** The record of a current or released username; null when it is free. */
export async function getUsername(kv: Deno.Kv, username: string): Promise<UsernameRecord | null> {
  if (!/^[a-z0-9-]{1,64}$/.test(username)) return null;
  return (await kv.get<UsernameRecord>(keys.username(username))).value;
}

/** Whether the installation has any host. */
export async function anyHost(kv: Deno.Kv): Promise<boolean> {
  for await (const _ of kv.list({ prefix: keys.hosts() }, { limit: 1 })) return true;
  return false;
}

/** Every host, by id; for work over the whole installation, not for pages. */
export async function* eachHost(kv: Deno.Kv): AsyncIterable<Host> {
  for await (const entry of kv.list<Host>({ prefix: keys.hosts() })) yield entry.value;
}

/**
 * Creates a host with a schedule and a first event type in one commit; false when the username or identity is taken.
 * `emailHash` lets a verified address sign in, unless it already belongs to another host.
 */
export async function addHost(
  kv: Deno.Kv,
  host: Host,
  schedule: Schedule,
  type: EventType,
  identity: { hash: string; issuer: string } | null,
  emailHash: string | null,
): Promise<boolean> {
  const op = kv.atomic()
    .check({ key: keys.username(host.username), versionstamp: null })
    .set(
      keys.username(host.username),
      { hostId: host.id, isReleased: false } satisfies UsernameRecord,
    )
    .set(keys.guard(host.id), { version: 1, calendars: {} })
    .set(keys.host(host.id), host)
    .set(keys.schedule(host.id, schedule.id), schedule)
    .set(keys.eventType(host.id, type.id), type)
    .set(keys.slug(host.id, type.slug), type.id);
  if (identity) {
    op.check({ key: keys.identity(identity.hash), versionstamp: null })
      .set(
        keys.identity(identity.hash),
        { hostId: host.id, issuer: identity.issuer } satisfies IdentityRecord,
      )
      .set(keys.identityOf(host.id, identity.hash), { issuer: identity.issuer });
  }
  if (emailHash && (await kv.get(keys.email(emailHash))).value === null) {
    op.check({ key: keys.email(emailHash), versionstamp: null }).set(
      keys.email(emailHash),
      host.id,
    );
  }
  return commit(op);
}
