import { type Booking, isSeat, uidOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { component, line, text, utcTime, written } from "$lib/scheduling/icalendar.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import { hashOf } from "../secrets.ts";

/** A host's bookings as a calendar to subscribe to (RFC 5545); all times in UTC. */
export function publishedBookings(bookings: readonly Booking[], host: Host): string {
  const meetings = bySlot(bookings).map((seats) =>
    isSeat(seats[0]) ? sharedOf(seats, host) : meetingOf(seats[0], host)
  );
  return calendarOf(host, meetings);
}

/** Bookings that share a slot together, in the order in which they came. */
function bySlot(bookings: readonly Booking[]): [Booking, ...Booking[]][] {
  const slots = new Map<string, [Booking, ...Booking[]]>();
  for (const booking of bookings) {
    const seats = slots.get(booking.slot);
    if (seats) seats.push(booking);
    else slots.set(booking.slot, [booking]);
  }
  return [...slots.values()];
}

/** A slot as one event, under its own UID, as it stands in the host's calendar. */
function sharedOf(seats: [Booking, ...Booking[]], host: Host): string[] {
  const words = wordsFor(host.language).calendars.event;
  const { type } = seats[0];
  const guests = count(words.guests, seats.length);
  const place = type.location.kind === "none" ? "" : type.location.value;
  return eventOf(wholeOf(seats), uidOf(seats[0].slot), [
    line("SUMMARY", text(say(words.shared, { type: type.title, guests }))),
    line(
      "DESCRIPTION",
      text(seats.map(({ guest: { name, email } }) => say(words.with, { name, email })).join("\n")),
    ),
    ...(place ? [line("LOCATION", text(place))] : []),
  ]);
}

/** Agreed when one of its seats is; as new as the newest of them. */
function wholeOf(seats: [Booking, ...Booking[]]): Booking {
  const first = seats.find(({ status }) => status === "CONFIRMED") ?? seats[0];
  const changedAt = Math.max(...seats.map((seat) => seat.changedAt));
  return { ...first, changedAt, sequence: Math.max(...seats.map((seat) => seat.sequence)) };
}

/** The same in pieces, a page of bookings each, for a file of any length. */
export async function* publishedPages(
  pages: AsyncIterable<readonly Booking[]>,
  host: Host,
): AsyncGenerator<string, void> {
  yield written(headOf(host));
  for await (const page of pages) {
    if (page.length > 0) yield written(page.flatMap((booking) => meetingOf(booking, host)));
  }
  yield written(["END:VCALENDAR"]);
}

function meetingOf(booking: Booking, host: Host): string[] {
  const words = wordsFor(host.language).calendars;
  const { guest, type } = booking;
  const place = type.location.kind === "none" ? "" : type.location.value;
  const description = [
    say(words.event.with, { name: guest.name, email: guest.email }),
    guest.note,
    ...guest.answers.map(({ question, answer }) => `${question}: ${answer}`),
  ].filter(Boolean).join("\n\n");
  return eventOf(booking, booking.uid, [
    line("SUMMARY", text(say(words.event.title, { type: type.title, name: guest.name }))),
    line("DESCRIPTION", text(description)),
    ...(place ? [line("LOCATION", text(place))] : []),
  ]);
}

/** When a host is busy with bookings, and nothing else about them: not even their ids. */
export async function publishedTimes(bookings: readonly Booking[], host: Host): Promise<string> {
  const { busy } = wordsFor(host.language).calendars.feeds;
  const events = await Promise.all(
    bySlot(bookings).map(async (seats) =>
      eventOf(wholeOf(seats), `${await hashOf("free-busy", uidOf(seats[0].slot))}@feed.invito`, [
        line("SUMMARY", text(busy)),
        line("CLASS", "PRIVATE"),
      ])
    ),
  );
  return calendarOf(host, events);
}

function calendarOf(host: Host, events: string[][]): string {
  return written([...headOf(host), ...events.flat(), "END:VCALENDAR"]);
}

function headOf(host: Host): string[] {
  return [
    "BEGIN:VCALENDAR",
    line("VERSION", "2.0"),
    line("PRODID", "-//Invito//Invito//EN"),
    line("CALSCALE", "GREGORIAN"),
    line("METHOD", "PUBLISH"),
    line("X-WR-CALNAME", text(host.name)),
    line("REFRESH-INTERVAL", "PT15M", { VALUE: "DURATION" }),
  ];
}

function eventOf(booking: Booking, uid: string, about: string[]): string[] {
  return component("VEVENT", [
    line("UID", uid),
    line("DTSTAMP", utcTime(booking.changedAt)),
    line("DTSTART", utcTime(booking.start)),
    line("DTEND", utcTime(booking.end)),
    line("SEQUENCE", String(booking.sequence)),
    line("STATUS", booking.status === "PENDING" ? "TENTATIVE" : "CONFIRMED"),
    line("TRANSP", "OPAQUE"),
    ...about,
  ]);
}
