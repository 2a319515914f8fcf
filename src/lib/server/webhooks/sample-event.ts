import { publishedStatuses } from "$lib/scheduling/booking-state.ts";
import { noTracking } from "$lib/scheduling/booking-tracking.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { uidOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { WebhookKind, WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { BookingFacts, WebhookEvent, WebhookFacts } from "$lib/scheduling/webhook-event.ts";

const HOST_ID = "sample-host-0000000000", BOOKING_ID = "sample-booking-0000000";

/** A made-up event of a kind, which tries a subscription out. */
export function sampleEvent(
  id: string,
  { id: subscriptionId, ownerId }: Pick<WebhookSubscription, "id" | "ownerId">,
  kind: WebhookKind,
  now: number,
): WebhookEvent {
  const facts = sampleFacts(kind, now);
  return { id, kind, at: now, owners: [ownerId], onlyFor: subscriptionId, isTest: true, facts };
}

function sampleFacts(kind: WebhookKind, now: number): WebhookFacts {
  switch (kind) {
    case "calendar.broken":
    case "calendar.restored":
      return {
        about: "calendar",
        hostId: HOST_ID,
        connectionId: "sample-connection",
        connection: "Calendar server",
        calendarId: "sample-calendar",
        calendar: "Work",
        since: now,
        reason: "unreachable",
      };
    case "webhook.disabled":
      return {
        about: "webhook",
        subscriptionId: "sample-webhook",
        url: "https://example.org/hooks",
        description: "",
        reason: "failing",
        failingSince: now,
      };
    default:
      return sampleBooking(kind, now);
  }
}

function sampleBooking(kind: WebhookKind, now: number): BookingFacts {
  const start = Math.ceil((now + DAY) / (30 * MINUTE)) * 30 * MINUTE, end = start + 30 * MINUTE;
  const states = {
    "booking.requested": { list: "pending", state: "requested", endReason: null },
    "booking.declined": { list: "declined", state: "declined", endReason: null },
    "booking.expired": { list: "cancelled", state: "expired", endReason: "expired" },
    "booking.cancelled": { list: "cancelled", state: "cancelled", endReason: "cancelled" },
  } as const satisfies Partial<Record<WebhookKind, unknown>>;
  const confirmed = { list: "confirmed", state: "confirmed", endReason: null } as const;
  const { list, state, endReason } = states[kind as keyof typeof states] ?? confirmed;
  const isPending = kind === "booking.requested";
  return {
    about: "booking",
    id: BOOKING_ID,
    uid: uidOf(BOOKING_ID),
    revision: 1,
    status: publishedStatuses[list],
    state,
    endReason,
    start,
    end,
    reservedUntil: isPending ? start : null,
    noShowAt: kind === "booking.no_show" ? end : null,
    createdAt: now,
    slot: null,
    series: null,
    isTest: true,
    viaWidget: false,
    type: { id: "sample-type", slug: "intro", title: "Intro call", location: { kind: "none" } },
    team: null,
    hosts: [{
      id: HOST_ID,
      name: "Ada Example",
      username: "ada",
      email: "ada@example.org",
      zone: "Europe/Berlin",
    }],
    guest: {
      name: "Grace Sample",
      email: "grace@example.org",
      note: "",
      zone: "Europe/London",
      answers: [],
      tracking: noTracking,
    },
    extraGuests: [],
    message: "",
    by: { actor: "guest", hostId: null },
    changed: sampleChange(kind, { start, end }),
    reminder: kind === "booking.reminder"
      ? { id: "sample-reminder", side: "before", minutes: 60 }
      : null,
    omitted: [],
  };
}

function sampleChange(kind: WebhookKind, to: Span): BookingFacts["changed"] {
  switch (kind) {
    case "booking.rescheduled":
      return { time: { from: { start: to.start - DAY, end: to.end - DAY }, to } };
    case "booking.cancelled":
      return { status: { from: publishedStatuses.confirmed, to: publishedStatuses.cancelled } };
    default:
      return {};
  }
}
