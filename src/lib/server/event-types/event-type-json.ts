import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { ConfirmationMode } from "../availability/confirmation.ts";
import type { BookingPage } from "./booking-page.ts";
import { placeKey } from "$lib/scheduling/location.ts";
import { pagePathOf } from "./page-path.ts";

/** An event type as the API returns it to its host: all settings, and its booking page. */
export function hostEventTypeJson(baseUrl: string, { username }: Host, type: EventType) {
  const { ownerId: _owner, team: _team, createdAt, ...fields } = type;
  return {
    ...fields,
    createdAt: new Date(createdAt).toISOString(),
    /** Null where it can only be booked by private link, and where only team event types are made from it. */
    page: type.privateLinkOnly || type.onlyForTeams
      ? null
      : `${baseUrl}${pagePathOf({ username })}/${type.slug}`,
  };
}

/** An event type of a team as the API returns it to its members: all settings, who takes its bookings, and its page. */
export function teamEventTypeJson(baseUrl: string, team: Team, type: EventType) {
  const { ownerId, team: terms, scheduleId: _none, onlyForTeams: _no, createdAt, ...fields } = type;
  if (!terms) throw new Error("not an event type of a team");
  return {
    ...fields,
    teamId: ownerId,
    ...terms,
    // A member's choice among their schedules is theirs alone.
    members: terms.members.map(({ scheduleId: _own, ...member }) => member),
    createdAt: new Date(createdAt).toISOString(),
    /** Null where it can only be booked by private link. */
    page: type.privateLinkOnly ? null : `${baseUrl}${pagePathOf(team)}/${type.slug}`,
  };
}

/** An event type as the API returns it to guests; of a team with the names of who may be met. */
export function publicEventTypeJson(page: BookingPage, confirmation: ConfirmationMode) {
  const { address, owner, hosts, type } = page;
  return {
    ...("team" in address
      ? {
        teamSlug: address.team,
        teamName: owner.name,
        mode: type.team?.mode,
        members: hosts.map(({ name }) => name),
      }
      : { username: address.username, hostName: owner.name }),
    timezone: owner.zone,
    slug: type.slug,
    title: type.title,
    description: type.description,
    durations: type.durations,
    location: type.location.kind,
    locations: type.location.kind === "choice"
      ? type.location.options.map((place) => ({ location: placeKey(place), kind: place.kind }))
      : [],
    // An instant type is shown as "approval" while its calendars are not fresh enough to confirm at once.
    decision: confirmation === "instant" ? "instant" as const : "approval" as const,
    seats: type.seats,
    seriesDates: type.seriesDates,
    bookingWindowDays: type.bookingWindowDays,
    bookingWindowUntil: type.bookingWindowUntil,
    questions: type.questions.map(({ slug, label, kind, required, options }) => ({
      slug,
      label,
      kind,
      required,
      ...(kind === "choice" ? { options } : {}),
    })),
  };
}
