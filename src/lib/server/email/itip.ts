import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { calendarAddress } from "$lib/icalendar/safe-value.ts";
import { component, type JcalProperty, property, serialize } from "$lib/icalendar/writer.ts";
import { placeProperties } from "$lib/icalendar/conference.ts";
import { timeProperty, vtimezone } from "$lib/icalendar/vtimezone.ts";
import { format } from "$lib/i18n/format.ts";
import { placeOf, type PlaceReader } from "$lib/i18n/place.ts";
import { messages } from "$lib/i18n/messages.ts";
import { inLine, listOf } from "$lib/i18n/label.ts";
import { prodId } from "$lib/product.ts";

/** The ORGANIZER. */
export interface Organizer {
  name: string;
  email: string;
}

export interface InvitationInput {
  method: "REQUEST" | "CANCEL";
  booking: Booking;
  to: PlaceReader;
  /** Who reads it, or the first host for the guest: its zone is that of the times. */
  host: Host;
  /** Everybody who is met. */
  hosts: readonly Host[];
  /** Members who declined after the confirmation. */
  withdrawn: readonly Host[];
  /** Who is no longer invited, as they stood in their invitation: only they are told, and the meeting stands; null for everything else. */
  removed: Attendee[] | null;
  organizer: Organizer;
  sequence: number;
  /** DTSTAMP, epoch ms. */
  stamp: number;
  /** The guest's page of the booking; empty for the host. */
  link: string;
}

/** The iTIP object of an email (RFC 5546 §3.2.2, §3.2.5); docs/invitations.md lists what mail programs require. */
export function itipMessage(facts: InvitationInput): string {
  const { organizer, method, removed } = facts;
  return vcalendar(facts, method, [
    organizedBy(organizer),
    ...distinctAttendees(attendeesOf(facts)).map(attendee),
    // RFC 5546 §3.2.5: STATUS must not stand where attendees are removed and the meeting remains.
    removed ? null : property("status", method === "CANCEL" ? "CANCELLED" : "CONFIRMED"),
  ]);
}

/** The guest with the host who organises, or with every member of the team; of a removal only who is removed. */
function attendeesOf(
  { booking, organizer, hosts, withdrawn, removed }: InvitationInput,
): Attendee[] {
  const { guest, team } = booking;
  if (removed) return removed;
  const invited = [accepted(guest), ...booking.extraGuests.map(extraGuestAttendee)];
  if (!team) return [...invited, accepted(organizer)];
  return [
    ...invited,
    ...hosts.flatMap((host) => memberAttendee(booking, host)),
    ...withdrawn.flatMap((host) => memberAttendee(booking, host, "DECLINED")),
  ];
}

/** Somebody who is invited, and what they have answered. */
export interface Attendee extends Organizer {
  isOptional: boolean;
  state: "ACCEPTED" | "DECLINED" | "NEEDS-ACTION";
}

/** The guest has accepted by booking, the host by confirming. */
function accepted({ name, email }: Organizer): Attendee {
  return { name, email, isOptional: false, state: "ACCEPTED" };
}

/** Extra guests were not asked. */
export function extraGuestAttendee(address: string): Attendee {
  return { ...accepted({ name: address, email: address }), state: "NEEDS-ACTION" };
}

/** A host of a booking; nobody without an address. */
export function memberAttendee(
  { team }: Booking,
  { id, name, email }: Host,
  state: Attendee["state"] = "ACCEPTED",
): Attendee[] {
  return email ? [{ name, email, isOptional: team?.optional.includes(id) ?? false, state }] : [];
}

/** The .ics file for adding the event by hand: METHOD:PUBLISH, without a reply (RFC 5546 §3.2.1). */
export function icsFile(booking: Booking, hosts: readonly Host[], link: string): string {
  const facts = {
    booking,
    to: "guest" as const,
    host: hosts[0]!,
    hosts,
    link,
    sequence: booking.sequence,
    stamp: booking.changedAt,
  };
  const { organizer } = booking;
  return organizer
    ? vcalendar(facts, "PUBLISH", [
      organizedBy(organizer),
      property("status", "CONFIRMED"),
    ])
    : vcalendar(facts, null, [property("status", "CONFIRMED")]);
}

/** The .ics file with several dates of a series, confirmed or cancelled for who gets it: their UIDs differ, so METHOD:PUBLISH (RFC 5546 §3.2.1). */
export function datesFile(
  isCancelled: boolean,
  dates: readonly Omit<InvitationInput, "method" | "removed">[],
): string {
  return calendarOf(dates, "PUBLISH", ({ organizer }) => [
    organizedBy(organizer),
    property("status", isCancelled ? "CANCELLED" : "CONFIRMED"),
  ]);
}

/** The attendees without duplicates, which a host's test booking would have (RFC 5546 §3.2.2). */
function distinctAttendees(attendees: Attendee[]): Attendee[] {
  return attendees.filter((attendee, i) =>
    attendees.findIndex((other) => other.email.toLowerCase() === attendee.email.toLowerCase()) === i
  );
}

function organizedBy({ name, email }: Organizer): JcalProperty {
  return property("organizer", calendarAddress(email), { cn: name });
}

/** No reply is requested. */
function attendee({ name, email, isOptional, state }: Attendee): JcalProperty {
  return property("attendee", calendarAddress(email), {
    cutype: "INDIVIDUAL",
    role: isOptional ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT",
    partstat: state,
    rsvp: "FALSE",
    cn: name,
  });
}

type VeventInput = Pick<
  InvitationInput,
  "booking" | "to" | "host" | "hosts" | "sequence" | "stamp" | "link"
>;

function vcalendar(
  facts: VeventInput,
  method: string | null,
  people: (JcalProperty | null)[],
): string {
  return calendarOf([facts], method, () => people);
}

function calendarOf<Facts extends VeventInput>(
  all: readonly Facts[],
  method: string | null,
  people: (facts: Facts) => (JcalProperty | null)[],
): string {
  const { zone } = all[0]!.host;
  const span = {
    start: Math.min(...all.map(({ booking }) => booking.start)),
    end: Math.max(...all.map(({ booking }) => booking.end)),
  };
  const events = all.map((facts) =>
    component("vevent", [
      property("uid", facts.booking.uid),
      property("sequence", facts.sequence),
      property("dtstamp", facts.stamp),
      timeProperty("dtstart", facts.booking.start, zone),
      timeProperty("dtend", facts.booking.end, zone),
      ...descriptiveLines(facts),
      ...people(facts),
      property("transp", "OPAQUE"),
    ])
  );
  return serialize(component("vcalendar", [
    property("prodid", prodId),
    property("version", "2.0"),
    property("calscale", "GREGORIAN"),
    method ? property("method", method) : null,
  ], [...vtimezone(zone, span), ...events]));
}

function descriptiveLines({ booking, hosts, link, to }: VeventInput): (JcalProperty | null)[] {
  const words = messages(booking.guest.language).emails.invitation;
  const { title } = booking.type;
  const place = placeOf(booking, to, booking.guest.language);
  const people = [...hosts, booking.guest].map(({ name }) => name);
  const description = [
    format(words.with, { name: inLine(people, booking.guest.language) }),
    place?.text,
    link && format(words.manage, { link }),
  ].filter(Boolean).join("\n");
  return [
    property(
      "summary",
      format(words.summary, { title, people: listOf(people, booking.guest.language) }),
    ),
    property("description", description),
    ...placeProperties(place, link),
  ];
}
