import type { BookingStatusView, VerificationView } from "$lib/components/booking-status-view.ts";
import { type Booking, pendingReschedule } from "$lib/scheduling/booking.ts";
import {
  type BookingState,
  isCancelledByGuest,
  isConfirmed,
  stateOf,
} from "$lib/scheduling/booking-state.ts";
import { awaitsVerificationToInvite, MAX_EXTRA_GUESTS } from "$lib/scheduling/extra-guests.ts";
import { movedFrom } from "$lib/scheduling/booking-history.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { sendableAgainAt } from "$lib/scheduling/verification.ts";
import {
  comma,
  type DisplayOptions,
  formatLongDate,
  formatOffset,
  formatShortDate,
  formatShortWhen,
  formatTime,
  formatWhen,
  formatZone,
} from "$lib/i18n/date-time.ts";
import { answersFor } from "$lib/i18n/answer.ts";
import { actorName, hostNames } from "$lib/i18n/host-names.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../app.ts";
import type { BookingPeople } from "../changes/booking-people.ts";
import { listHistory } from "../store/bookings.ts";
import { isAgreed } from "../bookings/agreed-time.ts";
import { canChangeGuests } from "../bookings/change-extra-guests.ts";
import { bookAgainLink, calendarLinks, placeView } from "./guest-booking-links.ts";
import { isoInstant } from "./picker/picker-query.ts";

/** The colour of each state. */
export const tones = {
  pending: "warn",
  confirmed: "good",
  rejected: "bad",
  expired: "calm",
  cancelled: "calm",
  withdrawn: "calm",
} as const;

/** A booking as its guest sees it now; a request past its deadline is shown as expired even before the expiry job has run. `secret` is that of the private link back to the picker, `was` the start before the last reschedule, `agrees` whether a proposed time is confirmed as the guest takes it. */
export function guestBookingView(
  app: App,
  booking: Booking,
  { hosts, pagePath }: Pick<BookingPeople, "hosts" | "pagePath">,
  token: string,
  { secret = null, was = null, agrees = false }: {
    secret?: string | null;
    was?: number | null;
    agrees?: boolean;
  } = {},
): BookingStatusView {
  const now = app.now();
  const words = messages(booking.guest.language).booking.guest;
  const { guest, type } = booking;
  const reader: DisplayOptions = {
    zone: guest.zone,
    language: guest.language,
    hourCycle: guest.hourCycle,
  };
  const bookingState = stateOf(booking, now);
  const state = viewStates[bookingState];
  const who = hostNames(hosts, booking.team, guest.language);
  const named = { name: actorName(hosts, booking.team, guest.language) };
  const first = hosts[0];
  const isLive = state === "pending" || state === "confirmed";
  const emailUnverified = bookingState === "unverified";
  const proposed = state === "pending" ? proposedTimes(booking, now, reader, token) : [];
  return {
    state,
    revision: booking.revision,
    live: state === "pending" || (state === "confirmed" && booking.end > now),
    title: emailUnverified
      ? words.unverified.title
      : format(proposed.length ? words.proposed : words.titles[titleOf(booking, state)], named),
    lead: emailUnverified
      ? format(words.unverified.lead, { ...named, email: guest.email })
      : booking.emailUnverified && state === "expired"
      ? words.unverified.late
      : proposed.length
      ? words[agrees ? "proposedAgreed" : "proposedText"]
      : format(words.leads[state], named),
    badge: {
      label: emailUnverified ? words.unverified.state : words.states[state],
      tone: tones[state],
    },
    awaitsVerification: emailUnverified,
    verification: emailUnverified ? verificationView(booking, now, reader, token) : null,
    approvalReason: booking.approvalReason && state === "pending"
      ? format(words.approvalReason[booking.approvalReason], named)
      : null,
    type: { title: type.title, colour: type.colour },
    host: named.name,
    who,
    date: formatLongDate(booking.start, reader),
    time: `${formatTime(booking.start, reader)} – ${endInWords(booking, reader)}`,
    zone: `${formatZone(reader.zone)} (${formatOffset(booking.start, reader)})`,
    hostTime: first && first.zone !== guest.zone
      ? { name: first.name, when: formatWhen(booking, { ...reader, zone: first.zone }) }
      : null,
    ...placeView(booking, state, app),
    movedFrom: was === null || !isLive
      ? null
      : format(words.movedFrom, { when: whenShort(was, reader) }),
    guest: {
      name: guest.name,
      email: guest.email,
      note: guest.note,
      answers: answersFor(guest.answers, reader.language),
    },
    extraGuests: extraGuestsView(app, booking, token),
    message: hostMessage(booking) || defaultMessage(booking, state),
    rescheduleRequest: rescheduleView(booking, now, reader, token),
    proposed,
    actions: actionsOf(booking, named.name, state, now, token),
    deadline: state === "pending" && booking.reservedUntil !== null
      ? { at: booking.reservedUntil, now, label: whenShort(booking.reservedUntil, reader) }
      : null,
    mail: app.sendMail !== null,
    privacyNote: [...booking.isTest ? [words.test] : [], words.dataStored]
      .map((text) => format(text, named)).join(" "),
    address: `${app.baseUrl}/booking/${token}`,
    calendar: state === "confirmed" ? calendarLinks(booking, who, token) : null,
    rebook: isLive ? null : bookAgainLink(booking, pagePath, secret),
  };
}

/** The start that the last reschedule of a booking replaced; null where it was not moved. */
export async function lastMove({ kv }: App, { id, moves }: Booking): Promise<number | null> {
  return moves > 0 ? movedFrom(await listHistory(kv, id)) : null;
}

/** Whether the times that were proposed for it are confirmed as its guest takes one. */
export async function agreesToProposed(app: App, booking: Booking): Promise<boolean> {
  const [first] = booking.proposed;
  return first !== undefined && await isAgreed(app, booking, first);
}

/** How a state is called on a page. */
export const viewStates: Record<BookingState, BookingStatusView["state"]> = {
  "unverified": "pending",
  "requested": "pending",
  "confirmed": "confirmed",
  "reschedule-requested": "confirmed",
  "declined": "rejected",
  "expired": "expired",
  "withdrawn": "withdrawn",
  "cancelled": "cancelled",
};

function verificationView(
  booking: Booking,
  now: number,
  reader: DisplayOptions,
  token: string,
): VerificationView {
  const again = sendableAgainAt(booking, now);
  return {
    email: booking.guest.email,
    sentAt: formatTime(booking.verification.sentAt, reader),
    wait: again !== null && again > now ? { at: again, now } : null,
    actions: again === null ? null : {
      sendAgain: `/booking/${token}?/sendAgain`,
      correct: `/booking/${token}?/correctEmail`,
    },
  };
}

function rescheduleView(
  booking: Booking,
  now: number,
  reader: DisplayOptions,
  token: string,
): BookingStatusView["rescheduleRequest"] {
  const request = pendingReschedule(booking, now);
  return request && {
    when: formatWhen(request, reader),
    deadline: { at: request.expiresAt, now, label: whenShort(request.expiresAt, reader) },
    withdrawAction: `/booking/${token}?/withdrawReschedule`,
  };
}

function proposedTimes(
  { proposed }: Booking,
  now: number,
  reader: DisplayOptions,
  token: string,
): BookingStatusView["proposed"] {
  const upcoming = proposed.filter((start) => start > now);
  const days = [...new Set(upcoming.map((start) => formatLongDate(start, reader)))];
  return days.map((day) => ({
    day,
    times: upcoming.filter((start) => formatLongDate(start, reader) === day).map((start) => ({
      label: formatTime(start, reader),
      href: `/booking/${token}/reschedule?slot=${encodeURIComponent(isoInstant(start))}#details`,
    })),
  }));
}

/** What the guest can still do; after the notice set by the host, only the host can cancel or reschedule. */
function actionsOf(
  booking: Booking,
  name: string,
  state: BookingStatusView["state"],
  now: number,
  token: string,
): BookingStatusView["actions"] {
  const isLive = (state === "pending" || state === "confirmed") && booking.start > now;
  if (!isLive) return { cancel: null, reschedule: null, late: null };
  const words = messages(booking.guest.language).booking.guest.late;
  const cancelIsLate = isTooLate(booking, "cancel", now);
  const rescheduleIsLate = isTooLate(booking, "reschedule", now);
  const late = cancelIsLate
    ? rescheduleIsLate ? "both" : "cancel"
    : rescheduleIsLate
    ? "reschedule"
    : null;
  return {
    cancel: cancelIsLate ? null : `/booking/${token}/cancel`,
    reschedule: rescheduleIsLate || booking.emailUnverified ? null : `/booking/${token}/reschedule`,
    late: late && format(words[late], { name }),
  };
}

/** The host's message; a guest's own reason for cancelling is not shown. */
function hostMessage(booking: Booking): string {
  return isCancelledByGuest(booking) ? "" : booking.message;
}

function defaultMessage({ type }: Booking, state: BookingStatusView["state"]): string {
  if (state === "confirmed") return type.confirmedMessage;
  return state === "rejected" ? type.rejectedMessage : "";
}

/** Who cancelled is said in the title. */
function titleOf(
  { changedBy }: Booking,
  state: BookingStatusView["state"],
): keyof Messages["booking"]["guest"]["titles"] {
  if (state !== "cancelled" || changedBy === "time") return state;
  return changedBy === "guest" ? "cancelledByYou" : "cancelledByHost";
}

/** Whom the guest brings along; null where they bring nobody and cannot. */
function extraGuestsView(
  app: App,
  booking: Booking,
  token: string,
): BookingStatusView["extraGuests"] {
  const { extraGuests, guest } = booking;
  const canChange = canChangeGuests(app, booking);
  const canAdd = canChange && booking.type.allowExtraGuests &&
    extraGuests.length < MAX_EXTRA_GUESTS;
  if (extraGuests.length === 0 && !canAdd) return null;
  const words = messages(guest.language).booking.guest.extraGuests;
  return {
    addresses: extraGuests,
    note: extraGuests.length === 0
      ? format(words.notYet, { n: MAX_EXTRA_GUESTS })
      : app.sendMail === null
      ? words.noMail
      : !isConfirmed(booking)
      ? words.whenConfirmed
      : awaitsVerificationToInvite(booking)
      ? format(words.whenVerified, { email: guest.email })
      : words.invited,
    add: canAdd ? `/booking/${token}?/addGuests` : null,
    remove: canChange ? `/booking/${token}?/removeGuest` : null,
  };
}

function endInWords({ start, end }: Booking, reader: DisplayOptions): string {
  const time = formatTime(end, reader);
  return formatLongDate(start, reader) === formatLongDate(end, reader)
    ? time
    : `${formatShortDate(end, reader)}${comma(reader)}${time}`;
}

function whenShort(instant: number, reader: DisplayOptions): string {
  return formatShortWhen(instant, reader);
}
