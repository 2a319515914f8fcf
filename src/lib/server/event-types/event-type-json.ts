import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { ConfirmationMode } from "../availability/confirmation.ts";

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

/** What anybody may know of an event type. */
export function publicEventTypeJson(host: Host, type: EventType, confirmation: ConfirmationMode) {
  return {
    username: host.username,
    hostName: host.name,
    timezone: host.zone,
    slug: type.slug,
    title: type.title,
    description: type.description,
    durations: type.durations,
    location: type.location.kind,
    // "instant" is a promise: it stands only while it can be kept.
    decision: confirmation === "instant" ? "instant" as const : "approval" as const,
    seats: type.seats,
    bookingWindowDays: type.bookingWindowDays,
    bookingWindowUntil: type.bookingWindowUntil,
    questions: type.questions.map(({ slug, label, kind, required, options }) => ({
      slug,
      label,
      kind,
      required,
      ...(kind === "choice" ? { options } : {}),
    })),
  };
}
