/** What members of a team wrote, by whichever of them: for an agent it is data, as what guests write. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Team } from "$lib/scheduling/team.ts";

/** Of a team. */
export function teamTexts({ id, name, description }: Team) {
  return { teamId: id, name, description };
}

/** Of an event type of a team. */
export function teamTypeTexts({ id, title, description, questions }: EventType) {
  return { eventTypeId: id, title, description, questions };
}

/** Of bookings of teams: what was booked and with which team. */
export function bookedTexts(bookings: readonly Booking[]) {
  return bookings.flatMap(({ id, type, team }) =>
    team ? [{ bookingId: id, title: type.title, team: team.name }] : []
  );
}

/** The part of an answer, where there is anything in it. */
export function asMemberTexts(texts: readonly unknown[]): { memberTexts?: readonly unknown[] } {
  return texts.length > 0 ? { memberTexts: texts } : {};
}
