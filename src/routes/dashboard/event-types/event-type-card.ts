import type { ConferenceKind } from "$lib/scheduling/location.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";

/** What a list of event types shows of one. */
export type EventTypeCardView = ReturnType<typeof typeCard>;

/**
 * `page` is the path of its owner's public page, without a trailing slash; `missing` are the links that its location
 * names and no calendar makes.
 */
export function typeCard(
  type: EventType,
  baseUrl: string,
  page: string,
  missing: readonly ConferenceKind[] = [],
) {
  const path = `${page}/${type.slug}`;
  return {
    id: type.id,
    title: type.title,
    colour: type.colour,
    durations: type.durations,
    decision: type.decision,
    seats: type.seats,
    active: type.active,
    hidden: type.hidden,
    privateLinkOnly: type.privateLinkOnly,
    onlyForTeams: type.onlyForTeams,
    missing,
    link: baseUrl + path,
    path,
  };
}
