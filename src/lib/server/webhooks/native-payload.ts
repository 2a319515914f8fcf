import type { Span } from "$lib/scheduling/span.ts";
import { publishedLocation } from "$lib/scheduling/location.ts";
import { kindName, type WebhookNaming } from "$lib/scheduling/webhook.ts";
import type {
  BookingDifference,
  BookingFacts,
  CalendarFacts,
  WebhookEvent,
} from "$lib/scheduling/webhook-event.ts";

/** The version of the native payload; a field is only added without a new one. */
export const PAYLOAD_VERSION = 1;

/** The body of a webhook in our own shape; null for one whose guest was erased. */
export function nativePayload(
  { id, kind, at, isTest, facts }: WebhookEvent,
  { naming, baseUrl }: { naming: WebhookNaming; baseUrl: string },
): Record<string, unknown> | null {
  const data = dataOf(facts, baseUrl);
  return data && {
    id,
    type: kindName(kind, naming),
    version: PAYLOAD_VERSION,
    timestamp: instant(at),
    sequence: facts.about === "booking" ? facts.revision : null,
    test: isTest,
    data,
  };
}

function dataOf(facts: WebhookEvent["facts"], baseUrl: string): Record<string, unknown> | null {
  switch (facts.about) {
    case "booking":
      return bookingData(facts, baseUrl);
    case "calendar":
      return calendarData(facts);
    case "webhook": {
      const { subscriptionId, url, description, reason, failingSince } = facts;
      const since = instantOrNull(failingSince);
      return { webhook: { id: subscriptionId, url, description, reason, failingSince: since } };
    }
    case "erased":
      return null;
  }
}

function bookingData(facts: BookingFacts, baseUrl: string): Record<string, unknown> {
  const { guest, type, hosts, team } = facts;
  return {
    booking: {
      id: facts.id,
      uid: facts.uid,
      revision: facts.revision,
      status: facts.status,
      state: facts.state,
      endReason: facts.endReason,
      startsAt: instant(facts.start),
      endsAt: instant(facts.end),
      reservedUntil: instantOrNull(facts.reservedUntil),
      noShowAt: instantOrNull(facts.noShowAt),
      createdAt: instant(facts.createdAt),
      slotId: facts.slot,
      series: facts.series ?? null,
      test: facts.isTest,
      viaWidget: facts.viaWidget,
      eventType: {
        id: type.id,
        slug: type.slug,
        title: type.title,
        location: publishedLocation(type.location),
      },
      team,
      hosts: hosts.map(({ zone, ...host }) => ({ ...host, timezone: zone })),
      guest: {
        name: guest.name,
        email: guest.email,
        ...(guest.phone ? { phone: guest.phone } : {}),
        timezone: guest.zone,
        note: guest.note,
        answers: guest.answers,
        utm: guest.tracking.utm,
        metadata: guest.tracking.metadata,
      },
      guests: facts.extraGuests,
      message: facts.message,
      url: `${baseUrl}/dashboard/bookings/${facts.id}`,
    },
    by: facts.by,
    changed: changedData(facts.changed),
    reminder: facts.reminder,
    omitted: facts.omitted,
  };
}

function changedData(
  { status, time, hosts, location }: BookingDifference,
): Record<string, unknown> {
  const spanOf = ({ start, end }: Span) => ({ startsAt: instant(start), endsAt: instant(end) });
  return {
    ...(status ? { status } : {}),
    ...(time ? { time: { from: spanOf(time.from), to: spanOf(time.to) } } : {}),
    ...(hosts ? { hosts } : {}),
    ...(location
      ? {
        location: {
          from: publishedLocation(location.from),
          to: publishedLocation(location.to),
        },
      }
      : {}),
  };
}

function calendarData(facts: CalendarFacts): Record<string, unknown> {
  const { hostId, connectionId, connection, calendarId, calendar, since, reason } = facts;
  return {
    calendar: {
      id: calendarId,
      name: calendar,
      hostId,
      connection: { id: connectionId, name: connection },
    },
    since: instant(since),
    reason,
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}
