import { formatWallTime } from "$lib/scheduling/wall-time.ts";
import type { ApiKey } from "$lib/scheduling/api-key.ts";
import { publishedStatus } from "$lib/scheduling/booking-state.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import { listHistory } from "../store/bookings.ts";
import { listJobsOfBooking } from "../store/jobs.ts";

/** A booking with its history and emails, without links. */
export async function exportedBooking(app: App, booking: Booking) {
  const history = await listHistory(app.kv, booking.id);
  const jobs = await listJobsOfBooking(app.kv, booking.id);
  const {
    id,
    uid,
    sequence,
    type,
    guest,
    start,
    end,
    bufferBefore,
    bufferAfter,
    rescheduleRequest,
  } = booking;
  return {
    id,
    uid,
    sequence,
    status: publishedStatus(booking),
    endReason: booking.endReason,
    eventType: type,
    team: booking.team && { name: booking.team.name, slug: booking.team.slug },
    guest,
    extraGuests: booking.extraGuests,
    series: booking.series ?? null,
    start: iso(start),
    end: iso(end),
    bufferBefore: bufferBefore,
    bufferAfter: bufferAfter,
    rescheduleRequest: rescheduleRequest &&
      {
        start: iso(rescheduleRequest.start),
        end: iso(rescheduleRequest.end),
        reservedUntil: iso(rescheduleRequest.expiresAt),
      },
    message: booking.message,
    noShowAt: iso(booking.noShowAt),
    guestDataErasedAt: iso(booking.guestErasedAt),
    createdAt: iso(booking.createdAt),
    changedAt: iso(booking.changedAt),
    changedBy: booking.changedBy,
    history: history.map(({ at, by, event, start, end, message }) => ({
      at: iso(at),
      by,
      event,
      start: iso(start),
      end: iso(end),
      ...(message ? { message } : {}),
    })),
    emails: jobs.flatMap(({ work, state, createdAt, doneAt }) =>
      work.kind === "send-email"
        ? [{
          kind: work.emailKind,
          to: work.to,
          state,
          createdAt: iso(createdAt),
          doneAt: iso(doneAt),
        }]
        : []
    ),
  };
}

/** The host's profile. */
export function exportedProfile(
  { id, username, name, email, emailVerified, zone, hourCycle, language, ...host }: Host,
) {
  const { guestRetentionDays, agendaMinute, pendingEmail, createdAt } = host;
  return {
    id,
    username,
    name,
    email,
    emailVerified,
    pendingEmail,
    zone,
    hourCycle,
    language,
    guestDataRetentionDays: guestRetentionDays,
    dailyAgendaAt: agendaMinute === null ? null : formatWallTime(agendaMinute),
    createdAt: iso(createdAt),
  };
}

/** An API key without its secret, of which only a hash exists. */
export function exportedApiKey({ name, scopes, createdAt, expiresAt, revoked, lastUse }: ApiKey) {
  return {
    name,
    scopes,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    revokedAt: iso(revoked?.at ?? null),
    lastUse,
  };
}

/** A webhook subscription without its secrets. */
export function exportedWebhook(
  { url, kinds, naming, format, eventTypeIds, description, active, createdAt }: WebhookSubscription,
) {
  const settings = { url, kinds, naming, format, eventTypeIds, description, active };
  return { ...settings, createdAt: iso(createdAt) };
}

/** An instant in ISO 8601, UTC. */
export function iso(instant: number): string;
export function iso(instant: number | null): string | null;
export function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
