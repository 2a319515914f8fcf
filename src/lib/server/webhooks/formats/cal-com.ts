import type { BookingState } from "$lib/scheduling/booking-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { isConference } from "$lib/scheduling/location.ts";
import type { BookingFacts, WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import type { WebhookKind } from "$lib/scheduling/webhook.ts";

/** What Cal.com calls an event; it has no word for the other kinds. */
const triggers = {
  "booking.requested": "BOOKING_REQUESTED",
  "booking.confirmed": "BOOKING_CREATED",
  "booking.declined": "BOOKING_REJECTED",
  "booking.cancelled": "BOOKING_CANCELLED",
  "booking.rescheduled": "BOOKING_RESCHEDULED",
  "booking.no_show": "BOOKING_NO_SHOW_UPDATED",
} satisfies Partial<Record<WebhookKind, string>>;

/** What Cal.com calls a state. */
const statuses: Record<BookingState, string> = {
  "unverified": "PENDING",
  "requested": "PENDING",
  "confirmed": "ACCEPTED",
  "reschedule-requested": "ACCEPTED",
  "declined": "REJECTED",
  "expired": "CANCELLED",
  "withdrawn": "CANCELLED",
  "cancelled": "CANCELLED",
};

/** The kinds of events that this shape can say. */
export const calComKinds = Object.keys(triggers) as (keyof typeof triggers)[];

/** An event as Cal.com's webhooks say it; fields that we do not have are missing. None for kinds it has no word for. */
export function calComBodies({ kind, at, facts }: WebhookEvent): object[] {
  const trigger = triggers[kind as keyof typeof triggers] as string | undefined;
  if (!trigger || facts.about !== "booking") return [];
  const payload = kind === "booking.no_show" ? noShow(facts) : booking(kind, facts);
  return [{ triggerEvent: trigger, createdAt: iso(at), payload }];
}

function noShow({ id, guest }: BookingFacts): object {
  return { bookingUid: id, attendees: [{ email: guest.email, noShow: true }] };
}

function booking(kind: WebhookKind, facts: BookingFacts): object {
  const { type, guest, start, end, hosts: [organizer], team, message, changed } = facts;
  const place = placeLine(facts);
  const video = videoLink(facts);
  return {
    type: type.slug,
    title: type.title,
    eventTitle: type.title,
    startTime: iso(start),
    endTime: iso(end),
    length: (end - start) / MINUTE,
    additionalNotes: guest.note,
    ...(organizer ? { organizer: organizerJson(organizer) } : {}),
    ...(team ? { team: { name: team.name, members: facts.hosts.map(({ name }) => name) } } : {}),
    attendees: [
      { email: guest.email, name: guest.name, timeZone: guest.zone },
      ...facts.extraGuests.map((email) => ({ email, name: "", timeZone: guest.zone })),
    ],
    responses: responses(facts),
    userFieldsResponses: answers(facts),
    ...(place ? { location: place } : {}),
    ...metadataJson(facts, video),
    uid: facts.id,
    status: statuses[facts.state],
    ...(kind === "booking.cancelled" && message ? { cancellationReason: message } : {}),
    ...(kind === "booking.declined" && message ? { rejectionReason: message } : {}),
    ...(changed.time
      ? {
        rescheduleUid: facts.id,
        rescheduleStartTime: iso(changed.time.from.start),
        rescheduleEndTime: iso(changed.time.from.end),
      }
      : {}),
  };
}

/** Its name for a video call that a calendar makes, else link, number or address. */
function placeLine({ type: { location }, guest }: BookingFacts): string {
  switch (location.kind) {
    case "none":
    case "later":
      return "";
    case "call-guest":
      return guest.phone ?? "";
    case "google-meet":
      return "integrations:google:meet";
    case "microsoft-teams":
      return "integrations:office365_video";
    default:
      return location.value;
  }
}

function videoLink({ type: { location } }: BookingFacts): string | null {
  const isVideo = location.kind === "link" || isConference(location);
  return isVideo ? location.value : null;
}

function organizerJson({ name, email, username, zone }: BookingFacts["hosts"][number]): object {
  return { name, ...(email ? { email } : {}), username, timeZone: zone };
}

function responses(facts: BookingFacts): object {
  const { name, email, note } = facts.guest;
  return {
    ...answers(facts),
    name: { label: "your_name", value: name },
    email: { label: "email_address", value: email },
    ...(note ? { notes: { label: "additional_notes", value: note } } : {}),
    ...(facts.extraGuests.length > 0
      ? { guests: { label: "additional_guests", value: facts.extraGuests } }
      : {}),
  };
}

function answers({ guest }: BookingFacts): Record<string, object> {
  return Object.fromEntries(
    guest.answers.map(({ slug, question, answer }) => [slug, { label: question, value: answer }]),
  );
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

/** What the page with the widget said of the visit, and where a video call is. */
function metadataJson({ guest }: BookingFacts, video: ReturnType<typeof videoLink>): object {
  const metadata = { ...guest.tracking.metadata, ...(video ? { videoCallUrl: video } : {}) };
  return Object.keys(metadata).length === 0 ? {} : { metadata };
}
