import type { EventType } from "$lib/scheduling/event-type.ts";

/** What a list of event types shows of one. */
export type EventTypeCardView = ReturnType<typeof typeCard>;

/** `page` is the path of its owner's public page, without a trailing slash. */
export function typeCard(type: EventType, baseUrl: string, page: string) {
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
    link: baseUrl + path,
    path,
  };
}
