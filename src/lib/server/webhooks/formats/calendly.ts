import { meanings } from "$lib/scheduling/booking-state.ts";
import type { Tracking } from "$lib/scheduling/booking-tracking.ts";
import type { ConferenceKind } from "$lib/scheduling/location.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { BookingFacts, WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import type { WebhookKind } from "$lib/scheduling/webhook.ts";

/** The kinds of events that this shape can say. */
export const calendlyKinds = [
  "booking.confirmed",
  "booking.cancelled",
  "booking.rescheduled",
] as const satisfies WebhookKind[];

/** What the shape needs besides the event. */
export interface CalendlyContext {
  /** Where the resources that it names are found. */
  baseUrl: string;
  /** The question of the booking form that the guest's note answers. */
  noteQuestion: string;
}

/**
 * An event as Calendly's webhooks say it, where a new time is two: the old one is cancelled and another is created. None
 * for what Calendly has no word for: whatever happens to a request before it is confirmed, and the other kinds.
 */
export function calendlyBodies(
  { kind, at, facts }: WebhookEvent,
  context: CalendlyContext,
): object[] {
  if (facts.about !== "booking") return [];
  const { changed, state } = facts;
  const uri = `${context.baseUrl}/v0/bookings/${facts.id}`;
  const created = (more: object) =>
    body("invitee.created", at, invitee(facts, context, { at, place: facts, uri, ...more }));
  const canceled = (place: Span, more: object) =>
    body("invitee.canceled", at, {
      ...invitee(facts, context, { at, place, uri, isCanceled: true }),
      ...more,
    });

  switch (kind) {
    case "booking.confirmed":
      return [created({})];
    case "booking.cancelled":
      if (state !== "cancelled") return [];
      return [canceled(facts, { cancellation: cancellation(facts, at, facts.message) })];
    case "booking.rescheduled":
      if (!meanings[state].isConfirmed || !changed.time) return [];
      return [
        canceled(changed.time.from, {
          rescheduled: true,
          new_invitee: uri,
          cancellation: cancellation(facts, at, ""),
        }),
        created({ more: { old_invitee: uri } }),
      ];
    default:
      return [];
  }
}

function body(event: string, at: number, payload: object): object {
  return { event, created_at: iso(at), payload };
}

interface Invitee {
  at: number;
  place: Span;
  uri: string;
  isCanceled?: boolean;
  more?: object;
}

function invitee(
  facts: BookingFacts,
  { baseUrl, noteQuestion }: CalendlyContext,
  { at, place, uri, isCanceled = false, more = {} }: Invitee,
): object {
  const { guest, type, hosts, createdAt } = facts;
  const status = isCanceled ? "canceled" : "active";
  const asked = guest.answers.map(({ question, answer }) => ({ question, answer }));
  if (guest.note) asked.push({ question: noteQuestion, answer: guest.note });
  return {
    uri,
    event: uri,
    email: guest.email,
    name: guest.name,
    timezone: guest.zone,
    status,
    rescheduled: false,
    questions_and_answers: asked.map((each, position) => ({ ...each, position })),
    ...trackingJson(guest.tracking),
    created_at: iso(createdAt),
    updated_at: iso(at),
    scheduled_event: {
      uri,
      name: type.title,
      status,
      start_time: iso(place.start),
      end_time: iso(place.end),
      event_type: `${baseUrl}/v0/${facts.team ? "team-event-types" : "event-types"}/${type.id}`,
      ...locationJson(facts),
      ...(facts.extraGuests.length > 0 ? { event_guests: eventGuests(facts, at) } : {}),
      event_memberships: hosts.map(({ name, email }) => ({
        ...(email ? { user_email: email } : {}),
        user_name: name,
      })),
      created_at: iso(createdAt),
      updated_at: iso(at),
    },
    ...more,
  };
}

function eventGuests({ extraGuests, createdAt }: BookingFacts, at: number): object[] {
  return extraGuests.map((email) => ({
    email,
    created_at: iso(createdAt),
    updated_at: iso(at),
  }));
}

/** The UTM parameters of the guest's visit, null where there is none. */
function trackingJson({ utm }: Tracking): object {
  return {
    tracking: {
      utm_campaign: utm.campaign ?? null,
      utm_source: utm.source ?? null,
      utm_medium: utm.medium ?? null,
      utm_content: utm.content ?? null,
      utm_term: utm.term ?? null,
      salesforce_uuid: null,
    },
  };
}

function locationJson({ type: { location }, guest }: BookingFacts): object {
  switch (location.kind) {
    case "none":
    case "later":
      return {};
    case "address":
      return { location: { type: "physical", location: location.value } };
    case "phone":
      return { location: { type: "inbound_call", location: location.value } };
    case "call-guest":
      return { location: { type: "outbound_call", location: guest.phone ?? "" } };
    case "link":
      return { location: { type: "custom", location: location.value, join_url: location.value } };
    case "google-meet":
    case "microsoft-teams": {
      const { value, failed } = location;
      const status = value ? "pushed" : failed ? "failed" : "processing";
      const type = conferences[location.kind];
      return { location: { type, status, ...(value ? { join_url: value } : {}) } };
    }
    case "custom":
      return { location: { type: "custom", location: location.value } };
  }
}

const conferences = {
  "google-meet": "google_conference",
  "microsoft-teams": "microsoft_teams_conference",
} satisfies Record<ConferenceKind, string>;

function cancellation({ by, guest, hosts }: BookingFacts, at: number, reason: string): object {
  const isGuest = by.actor === "guest";
  const name = isGuest
    ? guest.name
    : (hosts.find(({ id }) => id === by.hostId) ?? (hosts.length === 1 ? hosts[0] : null))?.name;
  return {
    ...(name ? { canceled_by: name } : {}),
    ...(reason ? { reason } : {}),
    canceler_type: isGuest ? "invitee" : "host",
    created_at: iso(at),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
