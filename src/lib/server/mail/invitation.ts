import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  address,
  component,
  line,
  text,
  uri,
  utcTime,
  written,
} from "$lib/scheduling/icalendar.ts";
import { timeLine, vtimezone } from "$lib/scheduling/vtimezone.ts";
import { say } from "$lib/words/say.ts";
import { wordsFor } from "$lib/words/index.ts";

/** Who invites, as ORGANIZER. */
export interface Organizer {
  name: string;
  email: string;
}

export interface InvitationFacts {
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

/** The iTIP object of a letter (RFC 5546 §3.2.2, §3.2.5); what mail programs need of it stands in docs/invitations.md. */
export function invitation(facts: InvitationFacts): string {
  const { booking, organizer } = facts;
  return calendarOf(facts, facts.method, [
    line("ORGANIZER", address(organizer.email), { CN: organizer.name }),
    ...distinct([booking.guest, organizer]).map(attendee),
    line("STATUS", facts.method === "CANCEL" ? "CANCELLED" : "CONFIRMED"),
  ]);
}

/** The file a guest takes into a calendar by hand: an appointment, no invitation to answer (RFC 5546 §3.2.1). */
export function calendarFile(booking: Booking, host: Host, link: string): string {
  const facts = { booking, host, link, sequence: booking.sequence, stamp: booking.changedAt };
  const { organizer } = booking;
  return organizer
    ? calendarOf(facts, "PUBLISH", [
      line("ORGANIZER", address(organizer.email), { CN: organizer.name }),
      line("STATUS", "CONFIRMED"),
    ])
    : calendarOf(facts, null, [line("STATUS", "CONFIRMED")]);
}

/** A host who tries their own page is named once (RFC 5546 §3.2.2 lists each attendee once). */
function distinct(people: Organizer[]): Organizer[] {
  return people.filter((person, i) =>
    people.findIndex((other) => other.email.toLowerCase() === person.email.toLowerCase()) === i
  );
}

/** Both have said yes already: the guest by asking, the host by confirming. Nobody is asked to answer. */
function attendee(person: { name: string; email: string }): string {
  return line("ATTENDEE", address(person.email), {
    CUTYPE: "INDIVIDUAL",
    ROLE: "REQ-PARTICIPANT",
    PARTSTAT: "ACCEPTED",
    RSVP: "FALSE",
    CN: person.name,
  });
}

type EventFacts = Omit<InvitationFacts, "method" | "organizer">;

function calendarOf(facts: EventFacts, method: string | null, people: string[]): string {
  const { booking, host } = facts;
  return written(component("VCALENDAR", [
    line("PRODID", "-//Invito//Invito//EN"),
    line("VERSION", "2.0"),
    line("CALSCALE", "GREGORIAN"),
    method ? line("METHOD", method) : [],
    vtimezone(host.zone, booking),
    component("VEVENT", [
      line("UID", booking.uid),
      line("SEQUENCE", String(facts.sequence)),
      line("DTSTAMP", utcTime(facts.stamp)),
      timeLine("DTSTART", booking.start, host.zone),
      timeLine("DTEND", booking.end, host.zone),
      ...inWords(facts),
      ...people,
      line("TRANSP", "OPAQUE"),
    ]),
  ]));
}

function inWords({ booking, host, link }: EventFacts): (string | string[])[] {
  const words = wordsFor(booking.guest.language).letters.invitation;
  const { location, title } = booking.type;
  const place = location.kind === "none" ? "" : location.value;
  const description = [
    say(words.with, { name: `${host.name}, ${booking.guest.name}` }),
    place,
    link && say(words.manage, { link }),
  ].filter(Boolean).join("\n");
  return [
    line(
      "SUMMARY",
      text(say(words.summary, { title, host: host.name, guest: booking.guest.name })),
    ),
    line("DESCRIPTION", text(description)),
    place ? line("LOCATION", text(place)) : [],
    link ? line("URL", uri(link)) : [],
  ];
}
