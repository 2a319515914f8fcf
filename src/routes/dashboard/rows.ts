import { type Booking, isSeat } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  longDate,
  type Reader,
  shortDate,
  timeOfDay,
  whenInWords,
} from "$lib/scheduling/wording.ts";
import type { Words } from "$lib/words/index.ts";

type InboxWords = Words["dashboard"]["inbox"];

/** A booking as a line of the inbox; every time is said in the host's zone. */
export type Row = ReturnType<typeof rowOf>;

/** Confirmed bookings of one day; those that share a slot are told together. */
export interface Day {
  label: string;
  groups: { slot: string | null; rows: [Row, ...Row[]] }[];
}

export function readerOf(host: Host): Reader {
  return { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
}

/** The rest stands on the booking's own page. */
const MOST_ANSWERS = 4;

export function rowOf(booking: Booking, host: Host) {
  const reader = readerOf(host);
  const { id, revision, guest, type, status, ended } = booking;
  return {
    id,
    slot: isSeat(booking) ? booking.slot : null,
    revision,
    guest: guest.name,
    email: guest.email,
    note: guest.note.slice(0, 240),
    answers: guest.answers.slice(0, MOST_ANSWERS).map(({ question, answer }) => ({
      question,
      answer: answer.slice(0, 120),
    })),
    type: type.title,
    colour: type.colour,
    status: ended === "expired" || ended === "withdrawn" ? ended : status,
    when: whenInWords(booking, reader),
    date: shortDate(booking.start, reader),
    time: `${timeOfDay(booking.start, reader)}–${timeOfDay(booking.end, reader)}`,
    until: booking.move?.until ?? booking.reservedUntil,
    move: booking.move && whenInWords(booking.move, reader),
    noShow: Boolean(booking.noShowAt),
    isTest: booking.isTest === true,
    askedBecause: booking.askedBecause,
  };
}

/** Bookings by the host's calendar day, in the order in which they come; the nearest days by name. */
export function daysOf(bookings: Booking[], host: Host, now: number, words: InboxWords): Day[] {
  const reader = readerOf(host);
  const named = new Map([
    [longDate(now + 86_400_000, reader), words.tomorrow],
    [longDate(now, reader), words.today],
  ]);
  const days = new Map<string, Row[]>();
  for (const booking of bookings) {
    const date = longDate(booking.start, reader);
    days.set(date, [...days.get(date) ?? [], rowOf(booking, host)]);
  }
  return [...days].map(([date, rows]) => {
    const name = named.get(date);
    return { label: name ? `${name} · ${date}` : date, groups: groupsOf(rows) };
  });
}

function groupsOf(rows: Row[]): Day["groups"] {
  const groups: Day["groups"] = [];
  for (const row of rows) {
    const group = groups.find(({ slot }) => slot !== null && slot === row.slot);
    if (group) group.rows.push(row);
    else groups.push({ slot: row.slot, rows: [row] });
  }
  return groups;
}
