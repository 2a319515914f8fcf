import type { PeopleView } from "$lib/components/picker-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { mayFrame } from "$lib/scheduling/frame-ancestors.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import { languages } from "$lib/scheduling/language.ts";
import { linkedText } from "$lib/scheduling/linked-text.ts";
import { pageSummary } from "$lib/scheduling/page-summary.ts";
import type { PageSettings } from "$lib/scheduling/page-settings.ts";
import { type Picture, picturePath } from "$lib/scheduling/picture.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { EventTypeListView } from "$lib/components/event-type-list-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { shownSettings } from "../../branding/brand.ts";
import { hostsOfferingEach, isListed } from "../../event-types/find-bookable-type.ts";
import { pagePathOf } from "../../event-types/page-path.ts";
import { listEventTypes } from "../../store/event-types.ts";
import { getPageSettings } from "../../store/page-settings.ts";
import { offeredLocation } from "../../changes/booked-location.ts";
import { eventTypeCard } from "./event-type-view.ts";
import { initialOf, peopleView } from "./people-view.ts";

/** The page of another site that a list is in. */
export interface ListFrame {
  /** Its origin. */
  parent: string;
  /** What each widget is asked with. */
  query: URLSearchParams;
}

/** The list of a host's event types that anybody may book, none while the host is suspended; `given` shows another welcome text than the stored one. */
export async function hostList(
  app: App,
  host: Host,
  language: string = host.language,
  frame: ListFrame | null = null,
  given: PageSettings | null = null,
): Promise<EventTypeListView> {
  const { id, name, username } = host;
  const { welcome: description, picture } = given ?? await shownSettings(app, host);
  const types = await asOffered(
    app,
    isActive(host) ? (await listEventTypes(app.kv, id)).filter(isListed) : [],
    () => [host],
  );
  return listView({ name, description, picture, colour: null }, types, {
    linkOf: (type) => linkTo(type, pagePathOf(host), `/widget/${username}`, frame),
    peopleOf: () => null,
    language,
  });
}

/** The list of a team's event types that anybody may book, each with who may be met. */
export async function teamList(
  app: App,
  team: Team,
  language: string = languages[0],
  frame: ListFrame | null = null,
): Promise<EventTypeListView> {
  const listed = (await listEventTypes(app.kv, team.id)).filter(isListed);
  const hosts = await hostsOfferingEach(app, listed);
  const types = await asOffered(app, listed, ({ id }) => hosts.get(id) ?? []);
  const { picture } = await getPageSettings(app.kv, team.id);
  return listView({ ...team, picture }, types, {
    linkOf: (type) => linkTo(type, `/team/${team.slug}`, `/widget/team/${team.slug}`, frame),
    peopleOf: (type) => peopleView({ type, hosts: hosts.get(type.id) ?? [] }, language),
    language,
  });
}

/** Event types whose location is what a booking would get now: no link that no calendar makes. */
function asOffered(
  app: App,
  types: readonly EventType[],
  hostsOf: (type: EventType) => readonly Host[],
): Promise<EventType[]> {
  return Promise.all(types.map(async (type) => ({
    ...type,
    location: await offeredLocation(app.kv, type.location, hostsOf(type)),
  })));
}

interface ListOwner {
  name: string;
  description: string;
  picture: Picture | null;
  colour: string | null;
}

function listView(
  { name, description, picture, colour }: ListOwner,
  types: EventType[],
  { linkOf, peopleOf, language }: {
    linkOf(type: EventType): { href: string; away: boolean };
    peopleOf(type: EventType): PeopleView | null;
    language: string;
  },
): EventTypeListView {
  const words = messages(language).booking.list;
  return {
    title: format(words.title, { name }),
    description,
    descriptionParts: linkedText(description),
    lead: words.lead,
    summary: pageSummary(description) || words.lead,
    initial: initialOf(name),
    picture: picture && picturePath(picture),
    colour,
    types: types.map((type) => ({
      ...linkOf(type),
      ...eventTypeCard(type, language),
      people: peopleOf(type),
    })),
    empty: { title: words.none, text: format(words.noneText, { name }) },
  };
}

/** In a frame a type opens there, or in a new tab where its own list forbids that page. */
function linkTo(type: EventType, page: string, widget: string, frame: ListFrame | null) {
  if (!frame) return { href: `${page}/${type.slug}`, away: false };
  return mayFrame(type.frameAncestors, frame.parent)
    ? { href: `${widget}/${type.slug}?${frame.query}`, away: false }
    : { href: `${page}/${type.slug}`, away: true };
}
