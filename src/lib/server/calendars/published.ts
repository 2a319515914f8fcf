import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { component, line, text, utcTime, written } from "$lib/scheduling/icalendar.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import { hashOf } from "../secrets.ts";

/** A host's bookings as a calendar to subscribe to (RFC 5545); all times in UTC. */
export function publishedBookings(bookings: readonly Booking[], host: Host): string {
  return calendarOf(host, bookings.map((booking) => meetingOf(booking, host)));
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
    bookings.map(async (booking) =>
      eventOf(booking, `${await hashOf("free-busy", booking.uid)}@feed.invito`, [
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
