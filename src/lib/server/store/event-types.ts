import { type Booking, typeOwnerOf } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Host, isClosed } from "$lib/scheduling/host.ts";
import { getUsername } from "./hosts.ts";
import { keys } from "../kv/keys.ts";

export async function getEventType(
  kv: Deno.Kv,
  ownerId: string,
  typeId: string,
): Promise<EventType | null> {
  return (await kv.get<EventType>(keys.eventType(ownerId, typeId))).value;
}

/** A booking's event type as it is now, with the buffers of the booking; null once it was deleted. */
export async function getBookedEventType(
  kv: Deno.Kv,
  booking: Pick<Booking, "hosts" | "team" | "type" | "bufferBefore" | "bufferAfter">,
): Promise<EventType | null> {
  const { bufferBefore, bufferAfter } = booking;
  const type = await getEventType(kv, typeOwnerOf(booking), booking.type.id);
  return type && { ...type, bufferBefore, bufferAfter };
}

/** The event type of a host or team with this slug. */
export async function getEventTypeBySlug(
  kv: Deno.Kv,
  ownerId: string,
  slug: string,
): Promise<EventType | null> {
  const typeId = (await kv.get<string>(keys.slug(ownerId, slug))).value;
  return typeId === null ? null : await getEventType(kv, ownerId, typeId);
}

/** All event types of a host or team in their order, inactive and hidden ones included. */
export async function listEventTypes(kv: Deno.Kv, ownerId: string): Promise<EventType[]> {
  const types: EventType[] = [];
  for await (const entry of kv.list<EventType>({ prefix: keys.eventTypesOf(ownerId) })) {
    types.push(entry.value);
  }
  return types.sort((a, b) =>
    a.order - b.order || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
  );
}

/** Adds to a commit: `type` replaces `was`; the commit fails when a new slug is taken. */
export function setEventType(
  op: Deno.AtomicOperation,
  type: EventType,
  was: EventType | null,
): Deno.AtomicOperation {
  if (type.slug !== was?.slug) {
    const key = keys.slug(type.ownerId, type.slug);
    op.check({ key, versionstamp: null }).set(key, type.id);
    if (was) op.delete(keys.slug(was.ownerId, was.slug));
  }
  return op.set(keys.eventType(type.ownerId, type.id), type);
}

/** Adds to a commit: the type is deleted and its slug is free. */
export function deleteEventType(
  op: Deno.AtomicOperation,
  type: Pick<EventType, "ownerId" | "id" | "slug">,
): Deno.AtomicOperation {
  return op.delete(keys.eventType(type.ownerId, type.id)).delete(
    keys.slug(type.ownerId, type.slug),
  );
}

/** Host and event type last found for a public address; a hint that is verified at every use. */
const addressCache = new Map<string, { hostId: string; typeId: string }>();
const MAX_CACHED_ADDRESSES = 5_000;

/** Where the host and the event type of a public address were found last; they may be elsewhere by now. */
export function lastPlaceOf(
  username: string,
  slug: string,
): { hostId: string; typeId: string } | null {
  return addressCache.get(`${username}/${slug}`) ?? null;
}

/** The host and event type of a public address; null when either does not exist. */
export async function getPublicType(
  kv: Deno.Kv,
  username: string,
  slug: string,
): Promise<{ host: Host; type: EventType } | null> {
  const address = `${username}/${slug}`;
  const cached = addressCache.get(address);
  if (cached) {
    const [host, type] = await kv.getMany<[Host, EventType]>([
      keys.host(cached.hostId),
      keys.eventType(cached.hostId, cached.typeId),
    ]);
    // Both records carry their part of the address; when one differs, it was renamed since.
    if (
      host.value?.username === username && type.value?.slug === slug && !isClosed(host.value)
    ) return { host: host.value, type: type.value };
  }
  const found = await findByAddress(kv, username, slug);
  if (!found) return null;
  if (addressCache.size >= MAX_CACHED_ADDRESSES) addressCache.clear();
  addressCache.set(address, { hostId: found.host.id, typeId: found.type.id });
  return found;
}

async function findByAddress(
  kv: Deno.Kv,
  username: string,
  slug: string,
): Promise<{ host: Host; type: EventType } | null> {
  const name = await getUsername(kv, username);
  if (!name || name.isReleased) return null;
  const [host, typeId] = await kv.getMany<[Host, string]>([
    keys.host(name.hostId),
    keys.slug(name.hostId, slug),
  ]);
  const type = typeId.value && await getEventType(kv, name.hostId, typeId.value);
  return host.value && !isClosed(host.value) && type ? { host: host.value, type } : null;
}
