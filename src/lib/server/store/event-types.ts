import { type EventType, rulesBefore } from "$lib/scheduling/event-type.ts";
import { keys } from "./keys.ts";

export async function getEventType(
  kv: Deno.Kv,
  hostId: string,
  typeId: string,
): Promise<EventType | null> {
  const { value } = await kv.get<EventType>(keys.eventType(hostId, typeId));
  return value && { ...rulesBefore, ...value };
}

/** The host's event type with this address. */
export async function getEventTypeBySlug(
  kv: Deno.Kv,
  hostId: string,
  slug: string,
): Promise<EventType | null> {
  const typeId = (await kv.get<string>(keys.slug(hostId, slug))).value;
  return typeId === null ? null : await getEventType(kv, hostId, typeId);
}

/** The host's event types in the host's order, inactive and hidden ones among them. */
export async function listEventTypes(kv: Deno.Kv, hostId: string): Promise<EventType[]> {
  const types: EventType[] = [];
  for await (const entry of kv.list<EventType>({ prefix: keys.eventTypesOf(hostId) })) {
    types.push({ ...rulesBefore, ...entry.value });
  }
  return types.sort((a, b) =>
    a.order - b.order || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
  );
}

/** Adds the writes that make `type` the record in place of `was`; an address that is new to it must be free. */
export function setEventType(
  op: Deno.AtomicOperation,
  type: EventType,
  was: EventType | null,
): Deno.AtomicOperation {
  if (type.slug !== was?.slug) {
    const key = keys.slug(type.hostId, type.slug);
    op.check({ key, versionstamp: null }).set(key, type.id);
    if (was) op.delete(keys.slug(was.hostId, was.slug));
  }
  return op.set(keys.eventType(type.hostId, type.id), type);
}

/** Adds the writes that remove the type and free its address. */
export function deleteEventType(
  op: Deno.AtomicOperation,
  type: Pick<EventType, "hostId" | "id" | "slug">,
): Deno.AtomicOperation {
  return op.delete(keys.eventType(type.hostId, type.id)).delete(keys.slug(type.hostId, type.slug));
}
