import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";

/** An event type as the API tells it to its own host: all that can be set, and where it is booked. */
export function hostEventTypeJson(baseUrl: string, { username }: Host, type: EventType) {
  const { hostId: _, createdAt, ...said } = type;
  return {
    ...said,
    createdAt: new Date(createdAt).toISOString(),
    /** Null where it is booked by private links alone. */
    page: type.privateLinkOnly ? null : `${baseUrl}/calendar/${username}/${type.slug}`,
  };
}
