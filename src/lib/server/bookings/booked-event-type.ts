import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { getEventType } from "../store/event-types.ts";

/** A booking's event type as it is offered now, with the buffers that the booking was made with; null once it was deleted. */
export async function bookedEventType(
  kv: Deno.Kv,
  { hosts, type: { id }, bufferBefore, bufferAfter }: Pick<
    Booking,
    "hosts" | "type" | "bufferBefore" | "bufferAfter"
  >,
): Promise<EventType | null> {
  const type = await getEventType(kv, hosts[0]!, id);
  return type && { ...type, bufferBefore, bufferAfter };
}
