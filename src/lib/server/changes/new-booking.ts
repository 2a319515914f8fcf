import { type BookedTeam, type Booking, type Placement, uidOf } from "$lib/scheduling/booking.ts";
import { takesExtraGuests } from "$lib/scheduling/extra-guests.ts";
import { noTracking } from "$lib/scheduling/booking-tracking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { languages } from "$lib/scheduling/language.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { SeriesPlace } from "$lib/scheduling/series.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { newVerification } from "$lib/scheduling/verification.ts";
import type { BookedLocation } from "$lib/scheduling/location.ts";
import type { BookingAnswer } from "$lib/scheduling/booking-questions.ts";
import { firstStatus } from "$lib/scheduling/booking-transitions.ts";
import { type BookingRequest, sourceOf } from "./booking-request.ts";
import { senderOf } from "../email/email.ts";
import type { App } from "../app.ts";
import type { TimeDecision } from "./decide-time.ts";

/** How long a time is held until the guest verifies their email address. */
const VERIFICATION_MS = 30 * MINUTE;

/** How long a time is held for a request, ms. */
export function reservationMs(emailUnverified: boolean, ttlMs: number): number {
  return emailUnverified ? Math.min(ttlMs, VERIFICATION_MS) : ttlMs;
}

/** What a new booking is made of. */
export interface NewBooking {
  id: string;
  request: BookingRequest;
  /** Missing where it is booked alone. */
  series?: SeriesPlace;
  limitKeys: string[];
  answers: BookingAnswer[];
  hosts: readonly Host[];
  /** Of the invitation that a confirmed booking sends; see `organizerFor`. */
  organizer: Booking["organizer"];
  type: EventType;
  team: BookedTeam | null;
  place: Placement;
  location: BookedLocation;
  /** The number to call the guest at; null where none is needed. */
  phone: string | null;
  decision: TimeDecision;
  emailUnverified: boolean;
  /** Whether a host made it, or nothing can be sent to verify its guest's address. */
  isVouchedFor: boolean;
  privateLinkHash: string | null;
  links: Booking["links"];
  now: number;
  ttlMs: number;
}

/** The booking of a granted request, with a copy of what it needs from its event type. */
export function newBooking(input: NewBooking): Booking {
  const {
    id,
    request,
    limitKeys,
    answers,
    hosts,
    type,
    place,
    decision,
    emailUnverified,
    links,
    now,
    location,
    phone,
  } = input;
  const { phone: _entered, ...guest } = request.guest;
  const confirmed = decision.isConfirmed && !emailUnverified;
  return {
    id,
    uid: uidOf(id),
    sequence: 0,
    revision: 1,
    slot: place.slot ?? id,
    hosts: hosts.map(({ id }) => id),
    ...(input.series ? { series: input.series } : {}),
    team: input.team,
    type: {
      id: type.id,
      slug: type.slug,
      title: type.title,
      colour: type.colour,
      location,
      decision: type.decision,
      confirmedMessage: type.confirmedMessage,
      rejectedMessage: type.rejectedMessage,
      cancellationNotice: type.cancellationNotice,
      rescheduleNotice: type.rescheduleNotice,
      allowExtraGuests: takesExtraGuests(type),
      reminders: type.reminders,
      alarm: type.alarm,
    },
    guest: {
      ...guest,
      ...(phone ? { phone } : {}),
      answers,
      tracking: request.tracking ?? noTracking,
      language: request.guest.language ?? hosts[0]?.language ?? languages[0],
    },
    extraGuests: request.extraGuests ?? [],
    mayInvite: input.isVouchedFor,
    start: place.start,
    end: place.end,
    bufferBefore: place.bufferBefore ?? type.bufferBefore,
    bufferAfter: place.bufferAfter ?? type.bufferAfter,
    ...firstStatus(confirmed, now + reservationMs(emailUnverified, input.ttlMs), place.start),
    rescheduleRequest: null,
    approvalReason: emailUnverified ? null : decision.approvalReason,
    emailUnverified,
    verification: newVerification(emailUnverified, now),
    organizer: confirmed ? input.organizer : null,
    message: "",
    proposed: [],
    limitKeys,
    noShowAt: null,
    guestErasedAt: null,
    endReason: null,
    createdAt: now,
    changedAt: now,
    changedBy: request.byHost ? "host" : "guest",
    decidedAt: null,
    moves: 0,
    links,
    viaWidget: request.viaWidget,
    source: sourceOf(request),
    isTest: request.isTest ?? false,
    privateLinkHash: input.privateLinkHash,
  };
}

/** What a booking keeps of the team that it is booked with. */
export function bookedTeam(
  { id, slug, name }: Team,
  { team }: EventType,
  assigned: Pick<BookedTeam, "optional" | "turn">,
): BookedTeam | null {
  if (!team) return null;
  const { mode, confirmedBy, whenDeclined, keepsHost } = team;
  const decisions = { confirmations: [], declinedBy: [], withdrawn: [] };
  return { id, slug, name, mode, confirmedBy, whenDeclined, keepsHost, ...assigned, ...decisions };
}

/**
 * ORGANIZER of a booking's invitations, fixed when the first one is sent: the first host's name and address; for a team
 * its name at the installation's address, which no member takes along on leaving. Null without an address.
 */
export function organizerFor(
  app: Pick<App, "settings" | "baseUrl">,
  { team }: Pick<Booking, "team">,
  [first]: readonly Host[],
): Booking["organizer"] {
  if (!team) return first?.email ? { name: first.name, email: first.email } : null;
  const { address } = senderOf(app).from;
  return address ? { name: team.name, email: address } : null;
}
