import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { calendarAddress } from "$lib/icalendar/safe-value.ts";
import { component, type JcalProperty, property, serialize } from "$lib/icalendar/writer.ts";
import { timeProperty, vtimezone } from "$lib/icalendar/vtimezone.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";

/** The ORGANIZER. */
export interface Organizer {
  name: string;
  email: string;
}

export interface InvitationInput {
  method: "REQUEST" | "CANCEL";
  booking: Booking;
  host: Host;
  organizer: Organizer;
  sequence: number;
  /** DTSTAMP, epoch ms. */
  stamp: number;
  /** The guest's page of the booking; empty for the host. */
  link: string;
}

/** The iTIP object of an email (RFC 5546 §3.2.2, §3.2.5); docs/invitations.md lists what mail programs require. */
export function itipMessage(facts: InvitationInput): string {
  const { booking, organizer } = facts;
  return vcalendar(facts, facts.method, [
    organizedBy(organizer),
    ...distinctAttendees([booking.guest, organizer]).map(attendee),
    property("status", facts.method === "CANCEL" ? "CANCELLED" : "CONFIRMED"),
  ]);
}

/** The .ics file for adding the event by hand: METHOD:PUBLISH, without a reply (RFC 5546 §3.2.1). */
export function icsFile(booking: Booking, host: Host, link: string): string {
  const facts = { booking, host, link, sequence: booking.sequence, stamp: booking.changedAt };
  const { organizer } = booking;
  return organizer
    ? vcalendar(facts, "PUBLISH", [
      organizedBy(organizer),
      property("status", "CONFIRMED"),
    ])
    : vcalendar(facts, null, [property("status", "CONFIRMED")]);
}

/** The attendees without duplicates, which a host's test booking would have (RFC 5546 §3.2.2). */
function distinctAttendees(attendees: Organizer[]): Organizer[] {
  return attendees.filter((attendee, i) =>
    attendees.findIndex((other) => other.email.toLowerCase() === attendee.email.toLowerCase()) === i
  );
}

function organizedBy({ name, email }: Organizer): JcalProperty {
  return property("organizer", calendarAddress(email), { cn: name });
}

/** Attendees have already accepted: the guest by booking, the host by confirming; no reply is requested. */
function attendee({ name, email }: { name: string; email: string }): JcalProperty {
  return property("attendee", calendarAddress(email), {
    cutype: "INDIVIDUAL",
    role: "REQ-PARTICIPANT",
    partstat: "ACCEPTED",
    rsvp: "FALSE",
    cn: name,
  });
}

type VeventInput = Omit<InvitationInput, "method" | "organizer">;

function vcalendar(facts: VeventInput, method: string | null, people: JcalProperty[]): string {
  const { booking, host } = facts;
  const event = component("vevent", [
    property("uid", booking.uid),
    property("sequence", facts.sequence),
    property("dtstamp", facts.stamp),
    timeProperty("dtstart", booking.start, host.zone),
    timeProperty("dtend", booking.end, host.zone),
    ...descriptiveLines(facts),
    ...people,
    property("transp", "OPAQUE"),
  ]);
  return serialize(component("vcalendar", [
    property("prodid", "-//Invito//Invito//EN"),
    property("version", "2.0"),
    property("calscale", "GREGORIAN"),
    method ? property("method", method) : null,
  ], [...vtimezone(host.zone, booking), event]));
}

function descriptiveLines({ booking, host, link }: VeventInput): (JcalProperty | null)[] {
  const words = messages(booking.guest.language).emails.invitation;
  const { location, title } = booking.type;
  const place = location.kind === "none" ? "" : location.value;
  const description = [
    format(words.with, { name: `${host.name}, ${booking.guest.name}` }),
    place,
    link && format(words.manage, { link }),
  ].filter(Boolean).join("\n");
  return [
    property(
      "summary",
      format(words.summary, { title, host: host.name, guest: booking.guest.name }),
    ),
    property("description", description),
    place ? property("location", place) : null,
    link ? property("url", link) : null,
  ];
}
