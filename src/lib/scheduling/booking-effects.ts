import type { Booking } from "./booking.ts";
import type { BookingEvent } from "./booking-history.ts";
import { awaitsVerificationToInvite } from "./extra-guests.ts";

/** Some of a booking's hosts: those who are asked to decide, or who stay, join or leave with the event. */
export type HostGroup = "deciding" | "staying" | "joining" | "leaving";

type Effect =
  | "write-calendar"
  | "schedule-reminders"
  | "expire"
  | { emailKind: string; only?: HostGroup };

const email = <Kind extends string>(emailKind: Kind) => ({ emailKind });
const emailFor = <Kind extends string>(only: HostGroup, emailKind: Kind) => ({ emailKind, only });

/** What follows each event, for a booking whose guest has verified their address or need not. */
const effects = {
  "verification-requested": [],
  "verification-repeated": [],
  "address-corrected": [],
  "requested": [email("request-received"), emailFor("deciding", "host-requested"), "expire"],
  "confirmed": [
    "write-calendar",
    email("guest-confirmed"),
    email("host-confirmed"),
    "schedule-reminders",
  ],
  "rejected": [email("rejected")],
  "expired": [email("expired")],
  "withdrawn": [email("guest-cancelled"), email("host-cancelled")],
  "cancelled": [
    "write-calendar",
    email("guest-cancelled"),
    email("host-cancelled"),
    email("extra-guest-cancelled"),
  ],
  "rescheduled": [
    "write-calendar",
    email("guest-rescheduled"),
    emailFor("staying", "host-rescheduled"),
    email("host-assigned"),
    email("host-released"),
    email("extra-guest-updated"),
    "schedule-reminders",
  ],
  "reschedule-requested": [
    email("reschedule-request-received"),
    emailFor("deciding", "host-reschedule-requested"),
    "expire",
  ],
  "reschedule-declined": [email("reschedule-declined")],
  "reschedule-withdrawn": [email("reschedule-withdrawn")],
  "reschedule-expired": [email("reschedule-expired")],
  "times-proposed": [email("times-proposed")],
  "deadline-corrected": ["expire"],
  "partly-confirmed": [],
  "passed-on": [
    email("guest-reassigned"),
    emailFor("joining", "host-requested"),
    email("host-released"),
    "expire",
  ],
  "reassigned": [
    "write-calendar",
    email("guest-reassigned"),
    email("host-assigned"),
    email("host-released"),
    email("extra-guest-updated"),
    "schedule-reminders",
  ],
  "member-withdrew": [
    "write-calendar",
    email("guest-reassigned"),
    email("member-withdrew"),
    email("extra-guest-updated"),
    "schedule-reminders",
  ],
  "guests-changed": [
    "write-calendar",
    email("extra-guest-removed"),
  ],
  "location-changed": [
    "write-calendar",
    email("guest-location-changed"),
    email("host-location-changed"),
    email("extra-guest-updated"),
  ],
  "conference-made": [
    "write-calendar",
    email("guest-location-changed"),
    email("extra-guest-updated"),
  ],
  "conference-failed": ["write-calendar", email("host-conference-failed")],
  "no-show": [],
  "no-show-undone": [],
} satisfies Record<BookingEvent, Effect[]>;

/**
 * What follows an event while the guest's address is unverified: one email asks them to verify it, and the host
 * is not notified.
 */
const unverifiedEffects = {
  "verification-requested": [email("verify-email-address"), "expire"],
  "verification-repeated": [email("verify-email-address")],
  "address-corrected": [email("verify-email-address")],
  "rescheduled": ["expire"],
  "deadline-corrected": ["expire"],
  "reassigned": ["expire"],
} satisfies Partial<Record<BookingEvent, Effect[]>>;

/** What follows as well while extra guests wait until the guest of a confirmed booking has verified their address. */
const heldInvitations = {
  "confirmed": [email("verify-to-invite")],
  "guests-changed": [email("verify-to-invite")],
} satisfies Partial<Record<BookingEvent, Effect[]>>;

/** What follows every event that leaves a meeting to come: only who was not written to before gets it. */
const invitations = [email("extra-guest-invited")];
const afterTheStart: readonly BookingEvent[] = ["no-show", "no-show-undone"];

type Named<Table> = Table extends Record<string, readonly (infer Each)[]> ? Each : never;

/** The kinds of email that events call for; `email/messages/registry.ts` has every kind and its recipients. */
export type EventEmailKind = Extract<
  | Named<typeof effects | typeof unverifiedEffects | typeof heldInvitations>
  | typeof invitations[number],
  { emailKind: string }
>["emailKind"];

/** One thing that must follow an event, for the whole booking or for one of its hosts; `at` in epoch ms. */
export type BookingEffect =
  | { kind: "send-email"; emailKind: EventEmailKind; only?: HostGroup }
  | { kind: "write-calendar"; hostId: string }
  | { kind: "schedule-reminders"; hostId: string }
  | { kind: "expire"; at: number };

/** What must follow an event, one effect a host where it is theirs. */
export function effectsOf(event: BookingEvent, booking: Booking): BookingEffect[] {
  const isToCome = booking.status === "CONFIRMED" && !afterTheStart.includes(event);
  const row = [...tableRow(event, booking), ...(isToCome ? invitations : [])];
  return row.flatMap((effect): BookingEffect[] => {
    switch (effect) {
      case "write-calendar":
        return booking.hosts.map((hostId) => ({ kind: effect, hostId }));
      case "schedule-reminders":
        return [{ kind: effect, hostId: booking.hosts[0]! }];
      case "expire":
        return [{ kind: effect, at: deadlineOf(booking) }];
      default:
        return [{ kind: "send-email", ...effect }];
    }
  });
}

function tableRow(
  event: BookingEvent,
  booking: Booking,
): Named<typeof effects | typeof unverifiedEffects | typeof heldInvitations>[] {
  const isPending = booking.status === "PENDING";
  if (booking.emailUnverified) {
    const follows: readonly Named<typeof unverifiedEffects>[] =
      unverifiedEffects[event as keyof typeof unverifiedEffects] ?? [];
    return isPending ? [...follows] : [];
  }
  // A rescheduled request is a new request to the host, and one given to another is a request to them.
  if (isPending && event === "rescheduled") return effects["requested"];
  if (isPending && event === "member-withdrew") return ["expire"];
  if (isPending && event === "reassigned") return effects["passed-on"];
  if (isPending && event === "guests-changed") return [];
  const isInviting = event === "confirmed" || event === "guests-changed";
  if (isInviting && awaitsVerificationToInvite(booking)) {
    return [...effects[event], ...heldInvitations[event]];
  }
  return booking.rescheduleRequest ? [...effects[event], ...askedEffects(event)] : effects[event];
}

/** What follows as well while another time is requested: who joins decides on it, and its deadline is a member's job. */
function askedEffects(event: BookingEvent): Named<typeof effects>[] {
  if (event === "member-withdrew") return ["expire"];
  if (event !== "reassigned") return [];
  return [emailFor("joining", "host-reschedule-requested"), "expire"];
}

function deadlineOf({ rescheduleRequest, reservedUntil }: Booking): number {
  return rescheduleRequest?.expiresAt ?? reservedUntil!;
}
