/** The picture that chats and networks show beside a link to a booking page. */
import type { LinkPictureView } from "$lib/components/brand-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import {
  type DisplayOptions,
  formatShortWhen,
  formatTime,
  formatZone,
} from "$lib/i18n/date-time.ts";
import { formatDurations } from "$lib/i18n/duration.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { format } from "$lib/i18n/format.ts";
import { accentShades, textOn } from "$lib/scheduling/accent-colour.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { directionOf, type Language } from "$lib/scheduling/language.ts";
import { weeksSpan } from "$lib/scheduling/month.ts";
import type { PageSettings } from "$lib/scheduling/page-settings.ts";
import type { App } from "../../app.ts";
import { findSlots } from "../../availability/find-slots.ts";
import {
  type BookingPage,
  findBookingPage,
  findPageOwner,
  type OwnerAddress,
  type PageOwner,
} from "../../event-types/booking-page.ts";
import type { LinkPicture } from "../../pictures/link-picture/link-picture.ts";
import { hashOf } from "../../runtime/secrets.ts";
import { getPageSettings } from "../../store/page-settings.ts";
import { getPicture } from "../../store/pictures.ts";
import { parsePickerQuery } from "./picker-query.ts";
import { shownWeeks } from "./shown-weeks.ts";

/** Raised when pictures are drawn in another way. */
const DRAWING = "3";
/** How many of the next times it shows. */
export const PICTURED_TIMES = 3;
/** The product's own accent, `--primary` in `styles/tokens.css`. */
const PRODUCT_ACCENT = "#1d6049";

/** The picture of a page with the page settings it was made of. */
export interface PlannedPicture extends LinkPictureView {
  version: string;
  content: Omit<LinkPicture, "picture" | "logo">;
  settings: Pick<PageSettings, "picture" | "logo">;
}

/** An event type with its next starts, epoch ms, and the clock that they follow. */
type PicturedType = Pick<EventType, "title" | "slug" | "durations"> & {
  next: readonly number[];
  clock: Pick<PageOwner, "zone" | "hourCycle">;
};

/** The picture of a page in a language; `type` is null for the list of event types. */
export async function planLinkPicture(
  owner: Pick<PageOwner, "name" | "path">,
  type: PicturedType | null,
  settings: PageSettings,
  language: Language,
): Promise<PlannedPicture> {
  const { list, picker } = messages(language).booking;
  const { name } = owner, title = type?.title ?? null;
  const times = type ? timesByDay(type.next, { ...type.clock, language }) : [];
  const zone = type && times.length > 0 ? formatZone(type.clock.zone) : "";
  const detail = type ? formatDurations(type.durations, language) : list.lead;
  const { primary, soft } = accentShades(settings.accent ?? PRODUCT_ACCENT, "light");
  const direction = directionOf(language), colours = { primary, soft, onPrimary: textOn(primary) };
  const handle = owner.path.slice(owner.path.lastIndexOf("/") + 1);
  const content = { name, handle, title, detail, times, zone, direction, colours };
  const { picture, logo } = settings;
  const version = (await hashOf(
    DRAWING,
    JSON.stringify([content, picture?.hash ?? null, logo?.hash ?? null]),
  )).slice(0, 22);
  const page = type ? `${owner.path}/${type.slug}` : owner.path;
  const drawn = /^\/(team|calendar)\//.test(page) ? page : `/calendar${page}`;
  const headline = type
    ? format(picker.title, { type: type.title, name })
    : format(list.title, { name });
  return {
    version,
    content,
    settings: { picture, logo },
    page,
    path: `/picture${drawn}/${language}-${version}.png`,
    alt: [headline, detail, ...times, zone].filter(Boolean).join(" · "),
  };
}

/** Times with their day where it is another than that of the one before. */
function timesByDay(starts: readonly number[], reader: DisplayOptions): string[] {
  const days = starts.map((start) => dateAt(start, reader.zone));
  return starts.map((start, i) =>
    days[i] === days[i - 1] ? formatTime(start, reader) : formatShortWhen(start, reader)
  );
}

/** What a page's head needs of its picture. */
export async function linkPictureView(
  ...page: Parameters<typeof planLinkPicture>
): Promise<LinkPictureView> {
  const { page: canonical, path, alt } = await planLinkPicture(...page);
  return { page: canonical, path, alt };
}

/** The picture of an address that anybody may open; null where there is none, for a private link too. */
export async function findLinkPicture(
  app: App,
  address: OwnerAddress & { slug?: string },
  language: Language,
): Promise<PlannedPicture | null> {
  const { slug } = address;
  if (slug === undefined) {
    const owner = await findPageOwner(app, address);
    return owner?.isActive ? plan(app, owner, null, language) : null;
  }
  const found = await findBookingPage(app, { ...address, slug });
  if (!found.ok) return null;
  const { owner, type } = found.value;
  const next = await nextTimes(app, found.value, language);
  return plan(app, owner, { ...type, next, clock: owner }, language);
}

/** What the page itself shows first, by the same search. */
async function nextTimes(
  app: App,
  { owner: { zone }, hosts, type }: BookingPage,
  language: Language,
): Promise<number[]> {
  const from = firstWeekday({ region: null, zone, language });
  const weeks = shownWeeks(parsePickerQuery(new URLSearchParams()), type, {
    ...{ zone, ownerZone: zone, now: app.now(), from },
  });
  const search = { hosts, type, minutes: type.durations[0]!, window: weeksSpan(weeks, zone) };
  return (await findSlots(app, search)).starts.slice(0, PICTURED_TIMES);
}

/** A planned picture with the host's own picture and logo, to be drawn. */
export async function loadLinkPicture(
  { kv }: Pick<App, "kv">,
  { content, settings: { picture, logo } }: PlannedPicture,
): Promise<LinkPicture> {
  return {
    ...content,
    picture: picture && await getPicture(kv, picture.hash),
    logo: logo && await getPicture(kv, logo.hash),
  };
}

async function plan(
  { kv }: App,
  owner: PageOwner,
  type: PicturedType | null,
  language: Language,
): Promise<PlannedPicture> {
  return await planLinkPicture(owner, type, await getPageSettings(kv, owner.id), language);
}
