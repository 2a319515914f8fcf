import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  calAddress,
  component,
  contentLine,
  serialize,
  textValue,
  uriValue,
  utcDateTime,
} from "$lib/icalendar/writer.ts";
import { dateTimeLine, vtimezone } from "$lib/icalendar/vtimezone.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";

/** Who invites, as ORGANIZER. */
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
  /** The reader's own page of the booking; empty for the host. */
  link: string;
}

/** The iTIP object of an email (RFC 5546 §3.2.2, §3.2.5); what mail programs need of it stands in docs/invitations.md. */
export function itipMessage(facts: InvitationInput): string {
  const { booking, organizer } = facts;
  return vcalendar(facts, facts.method, [
    contentLine("ORGANIZER", calAddress(organizer.email), { CN: organizer.name }),
    ...distinctPeople([booking.guest, organizer]).map(attendee),
    contentLine("STATUS", facts.method === "CANCEL" ? "CANCELLED" : "CONFIRMED"),
  ]);
}

/** The file a guest takes into a calendar by hand: an appointment, no invitation to answer (RFC 5546 §3.2.1). */
export function icsFile(booking: Booking, host: Host, link: string): string {
  const facts = { booking, host, link, sequence: booking.sequence, stamp: booking.changedAt };
  const { organizer } = booking;
  return organizer
    ? vcalendar(facts, "PUBLISH", [
      contentLine("ORGANIZER", calAddress(organizer.email), { CN: organizer.name }),
      contentLine("STATUS", "CONFIRMED"),
    ])
    : vcalendar(facts, null, [contentLine("STATUS", "CONFIRMED")]);
}

/** A host who tries their own page is named once (RFC 5546 §3.2.2 lists each attendee once). */
function distinctPeople(people: Organizer[]): Organizer[] {
  return people.filter((person, i) =>
    people.findIndex((other) => other.email.toLowerCase() === person.email.toLowerCase()) === i
  );
}

/** Both have said yes already: the guest by asking, the host by confirming. Nobody is asked to answer. */
function attendee(person: { name: string; email: string }): string {
  return contentLine("ATTENDEE", calAddress(person.email), {
    CUTYPE: "INDIVIDUAL",
    ROLE: "REQ-PARTICIPANT",
    PARTSTAT: "ACCEPTED",
    RSVP: "FALSE",
    CN: person.name,
  });
}

type VeventInput = Omit<InvitationInput, "method" | "organizer">;

function vcalendar(facts: VeventInput, method: string | null, people: string[]): string {
  const { booking, host } = facts;
  return serialize(component("VCALENDAR", [
    contentLine("PRODID", "-//Invito//Invito//EN"),
    contentLine("VERSION", "2.0"),
    contentLine("CALSCALE", "GREGORIAN"),
    method ? contentLine("METHOD", method) : [],
    vtimezone(host.zone, booking),
    component("VEVENT", [
      contentLine("UID", booking.uid),
      contentLine("SEQUENCE", String(facts.sequence)),
      contentLine("DTSTAMP", utcDateTime(facts.stamp)),
      dateTimeLine("DTSTART", booking.start, host.zone),
      dateTimeLine("DTEND", booking.end, host.zone),
      ...descriptiveLines(facts),
      ...people,
      contentLine("TRANSP", "OPAQUE"),
    ]),
  ]));
}

function descriptiveLines({ booking, host, link }: VeventInput): (string | string[])[] {
  const words = messages(booking.guest.language).emails.invitation;
  const { location, title } = booking.type;
  const place = location.kind === "none" ? "" : location.value;
  const description = [
    format(words.with, { name: `${host.name}, ${booking.guest.name}` }),
    place,
    link && format(words.manage, { link }),
  ].filter(Boolean).join("\n");
  return [
    contentLine(
      "SUMMARY",
      textValue(format(words.summary, { title, host: host.name, guest: booking.guest.name })),
    ),
    contentLine("DESCRIPTION", textValue(description)),
    place ? contentLine("LOCATION", textValue(place)) : [],
    link ? contentLine("URL", uriValue(link)) : [],
  ];
}
