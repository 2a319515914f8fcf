import { isConfirmed, isUndecided } from "$lib/scheduling/booking-state.ts";
import { type Booking, isSeat, uidOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  component,
  type JcalComponent,
  type JcalProperty,
  property,
  serialize,
  serializePages,
} from "$lib/icalendar/writer.ts";
import { placeProperties } from "$lib/icalendar/conference.ts";
import { answerLines } from "$lib/i18n/answer.ts";
import { placeOf } from "$lib/i18n/place.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { inLine } from "$lib/i18n/label.ts";
import { hashOf } from "../runtime/secrets.ts";
import { prodId } from "$lib/product.ts";

/** A host's bookings as a calendar to subscribe to (RFC 5545, METHOD:PUBLISH); all times in UTC. */
export function publishedBookings(bookings: readonly Booking[], host: Host): string {
  const meetings = bookingsBySlot(bookings).map((seats) =>
    isSeat(seats[0]) ? sharedSlotEvent(seats, host) : bookingEvent(seats[0], host)
  );
  return serialize(calendarOf(host, meetings));
}

/** Bookings grouped by slot, in their order. */
function bookingsBySlot(bookings: readonly Booking[]): [Booking, ...Booking[]][] {
  const slots = new Map<string, [Booking, ...Booking[]]>();
  for (const booking of bookings) {
    const seats = slots.get(booking.slot);
    if (seats) seats.push(booking);
    else slots.set(booking.slot, [booking]);
  }
  return [...slots.values()];
}

/** A shared slot as one event with its own UID, as in the host's calendar. */
function sharedSlotEvent(seats: [Booking, ...Booking[]], host: Host): JcalComponent {
  const words = messages(host.language).calendars.event;
  const { type } = seats[0];
  const guests = plural(words.guests, seats.length, host.language);
  const place = placeOf({ type, guest: {} }, "host", host.language);
  return veventOf(mergedSlot(seats), uidOf(seats[0].slot), [
    property("summary", format(words.shared, { type: type.title, guests })),
    property(
      "description",
      seats.map(({ guest: { name, email } }) => format(words.with, { name, email })).join("\n"),
    ),
    ...placeProperties(place),
  ]);
}

/** Confirmed when one of its seats is; DTSTAMP and SEQUENCE of the latest seat. */
function mergedSlot(seats: [Booking, ...Booking[]]): Booking {
  const first = seats.find(isConfirmed) ?? seats[0];
  const changedAt = Math.max(...seats.map((seat) => seat.changedAt));
  return { ...first, changedAt, sequence: Math.max(...seats.map((seat) => seat.sequence)) };
}

/** The same, streamed a page of bookings at a time. */
export function publishedPages(
  pages: AsyncIterable<readonly Booking[]>,
  host: Host,
): AsyncGenerator<string, void> {
  return serializePages(calendarOf(host, []), eventsOf(pages, host));
}

async function* eventsOf(pages: AsyncIterable<readonly Booking[]>, host: Host) {
  for await (const page of pages) yield page.map((booking) => bookingEvent(booking, host));
}

function bookingEvent(booking: Booking, host: Host): JcalComponent {
  const words = messages(host.language).calendars;
  const { guest, extraGuests, type, team } = booking;
  const place = placeOf(booking, "host", host.language);
  const description = [
    format(words.event.with, { name: guest.name, email: guest.email }),
    extraGuests.length > 0 &&
    format(words.event.extraGuests, { guests: inLine(extraGuests, host.language) }),
    team?.name,
    guest.note,
    ...answerLines(guest.answers, host.language),
  ].filter(Boolean).join("\n\n");
  return veventOf(booking, booking.uid, [
    property("summary", format(words.event.title, { type: type.title, name: guest.name })),
    property("description", description),
    ...placeProperties(place),
  ]);
}

/** A host's busy times from bookings, without any other data, not even ids. */
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
          property("summary", busy),
          property("class", "PRIVATE"),
        ],
      )
    ),
  );
  return serialize(calendarOf(host, events));
}

function calendarOf(host: Host, events: JcalComponent[]): JcalComponent {
  return component("vcalendar", [
    property("version", "2.0"),
    property("prodid", prodId),
    property("calscale", "GREGORIAN"),
    property("method", "PUBLISH"),
    property("x-wr-calname", host.name),
    property("refresh-interval", "PT15M", { value: "DURATION" }),
  ], events);
}

function veventOf(booking: Booking, uid: string, about: (JcalProperty | null)[]): JcalComponent {
  return component("vevent", [
    property("uid", uid),
    property("dtstamp", booking.changedAt),
    property("dtstart", booking.start),
    property("dtend", booking.end),
    property("sequence", booking.sequence),
    property("status", isUndecided(booking) ? "TENTATIVE" : "CONFIRMED"),
    property("transp", "OPAQUE"),
    ...about,
  ]);
}
