import { createHash } from "node:crypto";
import { meanings } from "$lib/scheduling/booking-state.ts";
import { kindName, type WebhookKind } from "$lib/scheduling/webhook.ts";
import type { BookingFacts, WebhookEvent } from "$lib/scheduling/webhook-event.ts";

/** The kinds of events that this shape can say. */
export const opencalendlyKinds = [
  "booking.confirmed",
  "booking.cancelled",
  "booking.rescheduled",
] as const satisfies WebhookKind[];

/**
 * An event as OpenCalendly's webhooks say it. None for what it has no word for: whatever happens to a request before it
 * is confirmed, and the other kinds.
 */
export function opencalendlyBodies({ id, kind, at, facts }: WebhookEvent): object[] {
  if (facts.about !== "booking") return [];
  const more = metadata(kind, facts);
  if (!more) return [];
  return [{
    id: uuidOf(id),
    type: kindName(kind, "opencalendly"),
    createdAt: iso(at),
    payload: {
      bookingId: uuidOf(facts.id),
      eventTypeId: uuidOf(facts.type.id),
      organizerId: uuidOf(facts.hosts[0]?.id ?? facts.team?.id ?? ""),
      inviteeEmail: facts.guest.email,
      inviteeName: facts.guest.name,
      startsAt: iso(facts.start),
      endsAt: iso(facts.end),
      metadata: { ...more, invitoBookingId: facts.id },
    },
  }];
}

/** What is added for a kind; null for one that the format does not have. */
function metadata(kind: WebhookKind, facts: BookingFacts): object | null {
  const { changed, state, message, guest, team, type, hosts } = facts;
  switch (kind) {
    case "booking.confirmed":
      return {
        timezone: guest.zone,
        ...(team
          ? {
            teamId: uuidOf(team.id),
            teamEventTypeId: uuidOf(type.id),
            teamMode: team.mode.replace("-", "_"),
            assignmentUserIds: hosts.map(({ id }) => uuidOf(id)),
          }
          : {}),
      };
    case "booking.cancelled":
      return state === "cancelled" ? { cancellationReason: message || null } : null;
    case "booking.rescheduled":
      return meanings[state].isConfirmed && changed.time
        ? {
          // A booking keeps its id here.
          rescheduledFromBookingId: uuidOf(facts.id),
          previousStartsAt: iso(changed.time.from.start),
          previousEndsAt: iso(changed.time.from.end),
        }
        : null;
    default:
      return null;
  }
}

/** Its receivers take UUIDs only: one by name (RFC 9562, version 5) for an id of ours, always the same. */
function uuidOf(id: string): string {
  const bytes = createHash("sha1").update(namespace).update(id).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A UUID for ids of this product. */
const namespace = Uint8Array.fromHex("5b1c8ba5a5f94be09c4a0d4d3d0f5c17");

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
