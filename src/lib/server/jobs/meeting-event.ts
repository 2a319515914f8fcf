import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import type { CalendarAttendee, CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { isConference } from "$lib/scheduling/location.ts";
import { answerLines } from "$lib/i18n/answer.ts";
import { type PlacedBooking, placeOf } from "$lib/i18n/place.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { inLine, listOf } from "$lib/i18n/label.ts";
import type { BookingPeople } from "../changes/booking-people.ts";
import type { Meeting } from "../bookings/meeting.ts";

/** Who comes, and which members declined. */
type MetPeople = Pick<BookingPeople, "hosts" | "withdrawn">;

/** The event of a meeting in the calendar of one of its hosts. */
export function eventOfMeeting(meeting: Meeting, host: Host, people: MetPeople): CalendarEvent {
  return meeting.slot
    ? eventOfSlot(meeting, meeting.slot, host, people)
    : eventOf(meeting.confirmed[0]!, host, people);
}

/** A booking's event in the host's calendar; a team's lists everybody who is met, its host among them. */
export function eventOf(booking: Booking, host: Host, people: MetPeople): CalendarEvent {
  const words = messages(host.language).calendars.event;
  const { guest, type, team } = booking;
  const description = [
    format(words.with, { name: guest.name, email: guest.email }),
    extraGuestsLine(booking, host),
    teamLines(booking, host, people),
    guest.note,
    ...answerLines(guest.answers, host.language),
  ].filter(Boolean).join("\n\n");
  const own = host.email ? { name: host.name, email: host.email } : null;
  const invited = { name: guest.name, email: guest.email };
  return {
    ...eventTimes(booking, host),
    title: format(words.title, { type: type.title, name: guest.name }),
    description,
    ...whereOf(booking, host),
    organizer: booking.organizer ?? (team ? null : own),
    attendees: distinct([
      invited,
      ...booking.extraGuests.map((email) => ({ name: email, email })),
      ...membersOf(booking, people),
    ]),
    alarmMinutes: type.alarm,
  };
}

/** A shared slot's event; its guests are in the description, not attendees, so they do not see each other. */
function eventOfSlot(
  meeting: Meeting,
  { type }: SharedSlot,
  host: Host,
  people: MetPeople,
): CalendarEvent {
  const words = messages(host.language).calendars.event;
  const { confirmed } = meeting;
  const first = confirmed[0];
  const members = first ? membersOf(first, people) : [];
  return {
    ...eventTimes(meeting, host),
    title: format(words.shared, {
      type: type.title,
      guests: plural(words.guests, confirmed.length, host.language),
    }),
    description: [
      ...confirmed.map(({ guest: { name, email } }) => format(words.with, { name, email })),
      first ? teamLines(first, host, people) : "",
    ].filter(Boolean).join("\n"),
    ...whereOf({ id: meeting.id, revision: meeting.revision, type, guest: {} }, host),
    organizer: members.length > 0 ? first?.organizer ?? null : null,
    attendees: members,
    alarmMinutes: first?.type.alarm ?? null,
  };
}

/** The members of a team booking who have an address; none for a host's own. */
function membersOf({ team }: Booking, { hosts, withdrawn }: MetPeople): CalendarAttendee[] {
  if (!team) return [];
  const attendees = (each: readonly Host[], hasDeclined: boolean) =>
    each.flatMap(({ id, name, email }): CalendarAttendee[] =>
      email ? [{ name, email, hasDeclined, isOptional: team.optional.includes(id) }] : []
    );
  return [...attendees(hosts, false), ...attendees(withdrawn, true)];
}

/** Each address once, as for a member who books their own team (RFC 5546 §3.2.2). */
function distinct(attendees: CalendarAttendee[]): CalendarAttendee[] {
  const addresses = attendees.map(({ email }) => email.toLowerCase());
  return attendees.filter((_, i) => addresses.indexOf(addresses[i]!) === i);
}

function extraGuestsLine({ extraGuests }: Booking, { language }: Host): string {
  if (extraGuests.length === 0) return "";
  return format(messages(language).calendars.event.extraGuests, {
    guests: inLine(extraGuests, language),
  });
}

/** The team with its members who come, and those who declined; empty for a host's own booking. */
function teamLines({ team }: Booking, { language }: Host, people: MetPeople): string {
  if (!team) return "";
  const words = messages(language).calendars.event;
  const names = (hosts: readonly Host[]) => listOf(hosts.map(({ name }) => name), language);
  return [
    format(words.members, { team: team.name, names: names(people.hosts) }),
    people.withdrawn.length > 0 ? format(words.declined, { names: names(people.withdrawn) }) : "",
  ].filter(Boolean).join("\n");
}

type EventTimes = Pick<Booking, "id" | "uid" | "sequence" | "start" | "end" | "changedAt">;

function eventTimes({ id, uid, sequence, start, end, changedAt }: EventTimes, { zone }: Host) {
  return { uid, sequence, bookingId: id, start, end, zone, dtstamp: changedAt };
}

/** Where it takes place, and the link that this host's calendar is to make. */
function whereOf(
  booking: PlacedBooking & Pick<Booking, "id" | "revision">,
  { id, language }: Host,
): Pick<CalendarEvent, "location" | "join" | "conference"> {
  const { type: { location } } = booking;
  const place = placeOf(booking, "host", language);
  return {
    location: place?.line ?? "",
    join: place?.join ?? null,
    conference: isConference(location) && location.hostId === id && !location.failed
      // Another id for every version of the booking: a calendar ignores one that it had before.
      ? {
        kind: location.kind,
        requestId: location.value === null ? `${booking.id}-${booking.revision}` : null,
      }
      : null,
  };
}
