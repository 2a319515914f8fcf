import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isClosed } from "$lib/scheduling/host.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";

/** Who a username leads to; a given-up name keeps its owner and leads nowhere. */
export interface UsernameRecord {
  hostId: string;
  isReleased: boolean;
}

/** One way in through an issuer: which host it opens. */
export interface IdentityRecord {
  hostId: string;
  issuer: string;
}

export async function getHost(kv: Deno.Kv, hostId: string): Promise<Host | null> {
  return (await kv.get<Host>(keys.host(hostId))).value;
}

/** A host whose account is open; null for one who has left, as if there were nobody any more. */
export async function getOpenHost(kv: Deno.Kv, hostId: string): Promise<Host | null> {
  const host = await getHost(kv, hostId);
  return host && !isClosed(host) ? host : null;
}

/** The host whose booking page stands under this name now. */
export async function getHostByUsername(kv: Deno.Kv, username: string): Promise<Host | null> {
  const record = await getUsername(kv, username);
  return record && !record.isReleased ? await getOpenHost(kv, record.hostId) : null;
}

/** Whose name this is or was; null when it is free. */
export async function getUsername(kv: Deno.Kv, username: string): Promise<UsernameRecord | null> {
  if (!/^[a-z0-9-]{1,64}$/.test(username)) return null;
  return (await kv.get<UsernameRecord>(keys.username(username))).value;
}

/** Whether anybody has a booking page here yet. */
export async function anyHost(kv: Deno.Kv): Promise<boolean> {
  for await (const _ of kv.list({ prefix: keys.hosts() }, { limit: 1 })) return true;
  return false;
}

/** Every host, by id; for work over the whole installation, never for a page. */
export async function* eachHost(kv: Deno.Kv): AsyncIterable<Host> {
  for await (const entry of kv.list<Host>({ prefix: keys.hosts() })) yield entry.value;
}

/**
 * A new host with hours and a first event type, in one commit; false when the name or the identity is taken.
 * `emailHash` makes a verified address a way in; an address that already is one stays with its host.
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
