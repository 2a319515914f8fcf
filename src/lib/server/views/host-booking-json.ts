import { type Booking, pendingReschedule } from "$lib/scheduling/booking.ts";
import type { HistoryEntry } from "$lib/scheduling/booking-history.ts";
import { writtenAnswers } from "$lib/scheduling/booking-questions.ts";
import { publishedStatus, stateOf } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { publishedLocation } from "$lib/scheduling/location.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { getHost } from "../store/hosts.ts";

/** Bookings as the API shows them to one of their hosts; without link secrets, instants in UTC. */
export async function hostBookingsJson(app: App, reader: Host, bookings: readonly Booking[]) {
  const hosts = await readHosts(app.kv, bookings.flatMap((each) => each.hosts));
  const now = app.now();
  return bookings.map((booking) => bookingJson(booking, { reader, hosts, now }));
}

/** One booking in the same form. */
export async function hostBookingJson(app: App, reader: Host, booking: Booking) {
  const [json] = await hostBookingsJson(app, reader, [booking]);
  return json!;
}

/** A booking's history, oldest first, with the names of the hosts who acted. */
export async function historyJson(kv: Deno.Kv, entries: readonly HistoryEntry[]) {
  const hosts = await readHosts(kv, entries.flatMap(({ hostId }) => hostId ?? []));
  return entries.map(({ at, by, hostId, event, start, end, message = "" }) => {
    const host = hostId && by !== "guest" ? hosts.get(hostId) : undefined;
    return {
      at: iso(at),
      by,
      host: host ? { id: host.id, name: host.name } : null,
      event,
      ...spanJson({ start, end }),
      message,
    };
  });
}

/** What an upcoming booking is, in a line. */
export function upcomingJson({ id, type, start, end }: Booking) {
  return { id, title: type.title, ...spanJson({ start, end }) };
}

/** Start and end of a span in UTC. */
export function spanJson({ start, end }: Span) {
  return { startsAt: iso(start), endsAt: iso(end) };
}

/** An instant in UTC; null stays null. */
export function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : iso(instant);
}

function bookingJson(
  booking: Booking,
  { reader, hosts, now }: { reader: Host; hosts: ReadonlyMap<string, Host>; now: number },
) {
  const { id, uid, sequence, revision, endReason, message, viaWidget, isTest } = booking;
  const { guest, type, team, approvalReason, changedBy } = booking;
  const requested = pendingReschedule(booking, now);
  return {
    id,
    uid,
    sequence,
    revision,
    status: publishedStatus(booking),
    state: stateOf(booking, now),
    ...spanJson(booking),
    timezone: reader.zone,
    reservedUntil: isoOrNull(booking.reservedUntil),
    approvalReason,
    rescheduleRequest: requested && {
      ...spanJson(requested),
      reservedUntil: iso(requested.expiresAt),
      requestedAt: iso(requested.requestedAt),
    },
    proposedTimes: booking.proposed.map(iso),
    series: booking.series ?? null,
    eventType: {
      id: type.id,
      slug: type.slug,
      title: type.title,
      location: publishedLocation(type.location),
    },
    team: team && { id: team.id, slug: team.slug, name: team.name, mode: team.mode },
    hosts: booking.hosts.flatMap((hostId) => {
      const host = hosts.get(hostId);
      return host ? [{ id: host.id, name: host.name, username: host.username }] : [];
    }),
    guest: {
      name: guest.name,
      email: guest.email,
      ...(guest.phone ? { phone: guest.phone } : {}),
      timezone: guest.zone,
      note: guest.note,
      answers: writtenAnswers(guest.answers),
      utm: guest.tracking.utm,
      metadata: guest.tracking.metadata,
    },
    guests: booking.extraGuests,
    emailVerified: !booking.emailUnverified,
    message,
    endReason,
    noShowAt: isoOrNull(booking.noShowAt),
    test: isTest,
    viaWidget,
    guestErasedAt: isoOrNull(booking.guestErasedAt),
    createdAt: iso(booking.createdAt),
    changedAt: iso(booking.changedAt),
    changedBy,
  };
}

async function readHosts(kv: Deno.Kv, ids: readonly string[]): Promise<Map<string, Host>> {
  const read = await Promise.all([...new Set(ids)].map((id) => getHost(kv, id)));
  return new Map(read.flatMap((host): [string, Host][] => host ? [[host.id, host]] : []));
}

/** An instant in UTC. */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
