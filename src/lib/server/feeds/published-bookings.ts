import { type Booking, isSeat, uidOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  component,
  contentLine,
  serialize,
  textValue,
  utcDateTime,
} from "$lib/icalendar/writer.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { hashOf } from "../runtime/secrets.ts";

/** A host's bookings as a calendar to subscribe to (RFC 5545); all times in UTC. */
export function publishedBookings(bookings: readonly Booking[], host: Host): string {
  const meetings = bookingsBySlot(bookings).map((seats) =>
    isSeat(seats[0]) ? sharedSlotEvent(seats, host) : bookingEvent(seats[0], host)
  );
  return calendarOf(host, meetings);
}

/** Bookings that share a slot together, in the order in which they came. */
function bookingsBySlot(bookings: readonly Booking[]): [Booking, ...Booking[]][] {
  const slots = new Map<string, [Booking, ...Booking[]]>();
  for (const booking of bookings) {
    const seats = slots.get(booking.slot);
    if (seats) seats.push(booking);
    else slots.set(booking.slot, [booking]);
  }
  return [...slots.values()];
}

/** A slot as one event, under its own UID, as it stands in the host's calendar. */
function sharedSlotEvent(seats: [Booking, ...Booking[]], host: Host): string[] {
  const words = messages(host.language).calendars.event;
  const { type } = seats[0];
  const guests = plural(words.guests, seats.length);
  const place = type.location.kind === "none" ? "" : type.location.value;
  return veventOf(mergedSlot(seats), uidOf(seats[0].slot), [
    contentLine("SUMMARY", textValue(format(words.shared, { type: type.title, guests }))),
    contentLine(
      "DESCRIPTION",
      textValue(
        seats.map(({ guest: { name, email } }) => format(words.with, { name, email })).join("\n"),
      ),
    ),
    ...(place ? [contentLine("LOCATION", textValue(place))] : []),
  ]);
}

/** Agreed when one of its seats is; as new as the newest of them. */
function mergedSlot(seats: [Booking, ...Booking[]]): Booking {
  const first = seats.find(({ status }) => status === "CONFIRMED") ?? seats[0];
  const changedAt = Math.max(...seats.map((seat) => seat.changedAt));
  return { ...first, changedAt, sequence: Math.max(...seats.map((seat) => seat.sequence)) };
}

/** The same in pieces, a page of bookings each, for a file of any length. */
export async function* publishedPages(
  pages: AsyncIterable<readonly Booking[]>,
  host: Host,
): AsyncGenerator<string, void> {
  yield serialize(calendarHeader(host));
  for await (const page of pages) {
    if (page.length > 0) yield serialize(page.flatMap((booking) => bookingEvent(booking, host)));
  }
  yield serialize(["END:VCALENDAR"]);
}

function bookingEvent(booking: Booking, host: Host): string[] {
  const words = messages(host.language).calendars;
  const { guest, type } = booking;
  const place = type.location.kind === "none" ? "" : type.location.value;
  const description = [
    format(words.event.with, { name: guest.name, email: guest.email }),
    guest.note,
    ...guest.answers.map(({ question, answer }) => `${question}: ${answer}`),
  ].filter(Boolean).join("\n\n");
  return veventOf(booking, booking.uid, [
    contentLine(
      "SUMMARY",
      textValue(format(words.event.title, { type: type.title, name: guest.name })),
    ),
    contentLine("DESCRIPTION", textValue(description)),
    ...(place ? [contentLine("LOCATION", textValue(place))] : []),
  ]);
}

/** When a host is busy with bookings, and nothing else about them: not even their ids. */
export async function publishedBusyTimes(
  bookings: readonly Booking[],
  host: Host,
): Promise<string> {
  const { busy } = messages(host.language).calendars.feeds;
  const events = await Promise.all(
    bookingsBySlot(bookings).map(async (seats) =>
      veventOf(
        mergedSlot(seats),
        `${await hashOf("free-busy", uidOf(seats[0].slot))}@feed.invito`,
        [
          contentLine("SUMMARY", textValue(busy)),
          contentLine("CLASS", "PRIVATE"),
        ],
      )
    ),
  );
  return calendarOf(host, events);
}

function calendarOf(host: Host, events: string[][]): string {
  return serialize([...calendarHeader(host), ...events.flat(), "END:VCALENDAR"]);
}

function calendarHeader(host: Host): string[] {
  return [
    "BEGIN:VCALENDAR",
    contentLine("VERSION", "2.0"),
    contentLine("PRODID", "-//Invito//Invito//EN"),
    contentLine("CALSCALE", "GREGORIAN"),
    contentLine("METHOD", "PUBLISH"),
    contentLine("X-WR-CALNAME", textValue(host.name)),
    contentLine("REFRESH-INTERVAL", "PT15M", { VALUE: "DURATION" }),
  ];
}

function veventOf(booking: Booking, uid: string, about: string[]): string[] {
  return component("VEVENT", [
    contentLine("UID", uid),
    contentLine("DTSTAMP", utcDateTime(booking.changedAt)),
    contentLine("DTSTART", utcDateTime(booking.start)),
    contentLine("DTEND", utcDateTime(booking.end)),
    contentLine("SEQUENCE", String(booking.sequence)),
    contentLine("STATUS", booking.status === "PENDING" ? "TENTATIVE" : "CONFIRMED"),
    contentLine("TRANSP", "OPAQUE"),
    ...about,
  ]);
}
