import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { getEventType } from "../store/event-types.ts";

/** A booking's event type as it is offered now, with the buffers that the booking was made with; null once it was deleted. */
export async function agreedType(
  kv: Deno.Kv,
  { hosts, type: { id }, before, after }: Pick<Booking, "hosts" | "type" | "before" | "after">,
): Promise<EventType | null> {
  const type = await getEventType(kv, hosts[0]!, id);
  return type && { ...type, before, after };
}
