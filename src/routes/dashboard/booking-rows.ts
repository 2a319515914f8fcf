import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import {
  type BookingState,
  deadlineOf,
  isConfirmed,
  stateOf,
} from "$lib/scheduling/booking-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  type DisplayOptions,
  formatLongDate,
  formatShortDate,
  formatShortWhen,
  formatTime,
  formatWhen,
} from "$lib/i18n/date-time.ts";
import { lacksPlace } from "$lib/scheduling/location.ts";
import { answersFor } from "$lib/i18n/answer.ts";
import { placeOf } from "$lib/i18n/place.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { joinView } from "$lib/server/views/join-view.ts";

type InboxMessages = Messages["dashboard"]["inbox"];

/** A booking as a row of the inbox; times are in the host's zone. */
export type BookingRow = ReturnType<typeof toRowView>;

/** Confirmed bookings of one day; those that share a slot are one row. */
export interface BookingDay {
  label: string;
  groups: { slot: string | null; rows: [BookingRow, ...BookingRow[]] }[];
}

export function localeOf(host: Host): DisplayOptions {
  return { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
}

/** The booking's own page shows the rest. */
const MAX_ANSWERS = 4;

/** The catalogue key of a state. */
const labels = {
  "unverified": "pending",
  "requested": "pending",
  "confirmed": "confirmed",
  "reschedule-requested": "confirmed",
  "declined": "declined",
  "expired": "expired",
  "withdrawn": "withdrawn",
  "cancelled": "cancelled",
} as const satisfies Record<BookingState, keyof InboxMessages["status"]>;

/** A text, or its beginning where it is longer than a row shows. */
function beginning(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}

export function toRowView(booking: Booking, host: Host, now: number) {
  const reader = localeOf(host);
  const { id, revision, guest, type } = booking;
  return {
    id,
    slot: isSeat(booking) ? booking.slot : null,
    revision,
    guest: guest.name,
    email: guest.email,
    brings: booking.extraGuests,
    note: beginning(guest.note, 240),
    answers: answersFor(guest.answers.slice(0, MAX_ANSWERS), host.language)
      .map(({ question, answer }) => ({ question, answer: beginning(answer, 120) })),
    type: [
      type.title,
      ...(booking.team ? [booking.team.name] : []),
      // Which date of how many that were booked together.
      ...(booking.series ? [`${booking.series.number}/${booking.series.of}`] : []),
    ].join(" · "),
    colour: type.colour,
    badge: labels[stateOf(booking, now)],
    when: formatWhen(booking, reader),
    date: formatShortDate(booking.start, reader),
    time: `${formatTime(booking.start, reader)}–${formatTime(booking.end, reader)}`,
    place: placeOf(booking, "host", host.language)?.text ?? null,
    /** Agreed, and nobody knows where. */
    noPlace: isConfirmed(booking) && lacksPlace(type.location),
    until: deadlineOf(booking),
    proposed: booking.proposed.filter((start) => start > now).map((start) =>
      formatShortWhen(start, reader)
    ),
    reschedule: booking.rescheduleRequest && formatWhen(booking.rescheduleRequest, reader),
    noShow: Boolean(booking.noShowAt),
    isTest: booking.isTest,
    approvalReason: booking.approvalReason,
    join: joinView(booking, host, now),
  };
}

/** Bookings grouped by the host's calendar day, in their order; today and tomorrow by name. */
export function groupByDay(
  bookings: Booking[],
  host: Host,
  now: number,
  words: InboxMessages,
): BookingDay[] {
  const reader = localeOf(host);
  const named = new Map([
    [formatLongDate(now + DAY, reader), words.tomorrow],
    [formatLongDate(now, reader), words.today],
  ]);
  const days = new Map<string, BookingRow[]>();
  for (const booking of bookings) {
    const date = formatLongDate(booking.start, reader);
    days.set(date, [...days.get(date) ?? [], toRowView(booking, host, now)]);
  }
  return [...days].map(([date, rows]) => {
    const name = named.get(date);
    return { label: name ? `${name} · ${date}` : date, groups: groupBySlot(rows) };
  });
}

function groupBySlot(rows: BookingRow[]): BookingDay["groups"] {
  const groups: BookingDay["groups"] = [];
  for (const row of rows) {
    const group = groups.find(({ slot }) => slot !== null && slot === row.slot);
    if (group) group.rows.push(row);
    else groups.push({ slot: row.slot, rows: [row] });
  }
  return groups;
}
