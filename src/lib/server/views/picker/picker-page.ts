import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import type { PickerPageView } from "$lib/components/picker-view.ts";
import { regionOfLanguage } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Language, languages } from "$lib/scheduling/language.ts";
import { pageSummary } from "$lib/scheduling/page-summary.ts";
import type { App } from "../../app.ts";
import { brandOf, ownerBrand } from "../../branding/brand.ts";
import type { PageSettings } from "$lib/scheduling/page-settings.ts";
import type { PageVisit } from "../../runtime/page-memory.ts";
import { newId } from "../../runtime/secrets.ts";
import { keys } from "../../kv/keys.ts";
import { readAhead } from "../../kv/read-ahead.ts";
import { lastPlaceOf } from "../../store/event-types.ts";
import { getPageSettings } from "../../store/page-settings.ts";
import {
  type BookingPage,
  findBookingPage,
  findPageOwner,
  type PageAddress,
} from "../../event-types/booking-page.ts";
import { linkPictureView } from "./link-picture.ts";
import { type MissedTime, missedTime, noteMissedTime } from "./note-wanted.ts";
import { preferredHourCycle } from "./preferred-hour-cycle.ts";
import { buildPicker } from "./build-picker.ts";
import { countVisit, visitSource, visitSteps } from "./visit.ts";

/** What is asked of a picker. */
type PickerRequest = Pick<RequestEvent, "url" | "request"> & {
  /** The client's address. */
  client: string;
  /** That the guest asked for; null takes the page's own. */
  language?: Language | null;
  /** The signed-in host, whose views of their own pages are not counted. */
  viewer?: Host | null;
  /** Learns how the page is counted for other visitors, and until when it is right while its records are the same. */
  shown?: (page: ShownPage) => void;
};

/** A picker that was shown to somebody who is not signed in. */
export interface ShownPage {
  /** Epoch ms. */
  until: number;
  visited(visit: PageVisit): void;
}

/** Loads the picker for the booking page and the widget; `view` is null and `closed` has the reason for an inactive event type or a used or expired private link. */
export async function loadPickerPage(
  server: App,
  address: PageAddress,
  { url, request, client, viewer = null, language: asked = null, shown }: PickerRequest,
): Promise<PickerPageView> {
  const query = url.searchParams, app = await readPickerAhead(server, address);
  // The form's idempotency key is in its address, so that going back and submitting again is a replay.
  if (request.method === "GET" && query.has("slot") && !query.has("key")) {
    redirect(303, `${url.pathname}?${new URLSearchParams([...query, ["key", newId()]])}`);
  }
  const found = await findBookingPage(app, address, query.get("link"));
  if (!found.ok) {
    const { code } = found.refusal;
    if (code !== "inactive" && code !== "link-used" && code !== "link-expired") {
      error(404, messages(asked ?? languages[0]).refusals.sentences["not-found"]);
    }
    const owner = await findPageOwner(app, address);
    const language = asked ?? owner?.language ?? languages[0];
    const words = messages(language).booking;
    const { title, text } = owner?.isActive === false
      ? { title: words.list.none, text: words.list.noneText }
      : words.closed[found.refusal.fields?.["eventType"] ? "missing" : code];
    const named = { name: owner?.name ?? "" };
    const closed = {
      title,
      text: format(text, named),
      others: owner?.isActive === false
        ? null
        : { href: owner?.path ?? "/", label: format(words.closed.otherTypes, named) },
    };
    const brand = owner && await brandOf(app, owner);
    const summary = closed.text;
    return { title, language, words, brand, view: null, summary, linkPicture: null, closed };
  }
  const { owner, type } = found.value;
  const language = asked ?? owner.language;
  const words = messages(language).booking;
  const settings = await getPageSettings(app.kv, owner.id);
  const accepted = request.headers.get("accept-language");
  const clock = preferredHourCycle(accepted), region = regionOfLanguage(accepted);
  const isAnswered = request.method === "POST";
  const view = await buildPicker(app, found.value, query, { clock, region, language, isAnswered });
  const visited = countedBy(server, found.value, {
    settings,
    address,
    missed: missedTime(query, view),
    isFormShown: view.chosen !== null && view.chosen.offered && !view.chosen.sent,
  });
  visited({ url, request, client }, viewer);
  shown?.({ until: view.live.until, visited: (visit) => visited(visit, null) });
  return {
    title: format(words.picker.title, { type: type.title, name: owner.name }),
    view,
    language,
    words,
    summary: pageSummary(type.description) || words.list.lead,
    linkPicture: query.has("link") ? null : await linkPictureView(
      owner,
      { ...type, next: view.next, clock: owner },
      settings,
      language,
    ),
    brand: ownerBrand(owner, settings),
    closed: null,
  };
}

/** The server over one read of what a host's picker is made of, the guard first, where the place of its address is known. */
async function readPickerAhead(app: App, address: PageAddress): Promise<App> {
  const place = "team" in address ? null : lastPlaceOf(address.username, address.slug);
  if (!place) return app;
  const { hostId, typeId } = place;
  const kv = await readAhead(app.kv, [
    keys.guard(hostId),
    keys.host(hostId),
    keys.eventType(hostId, typeId),
    keys.pageSettings(hostId),
    keys.hostRules(hostId),
  ]);
  return { ...app, kv };
}

interface CountedView {
  settings: PageSettings;
  address: PageAddress;
  /** What the page does not have. */
  missed: MissedTime | null;
  isFormShown: boolean;
}

/** How visits of a picker are counted; it holds no more of the page than that needs. */
function countedBy(
  app: App,
  { owner: { id, zone }, type, hosts }: BookingPage,
  { settings: { countVisits }, address, missed, isFormShown }: CountedView,
): (visit: PageVisit, viewer: Pick<Host, "id"> | null) => void {
  const page = { owner: { id, zone }, type: { id: type.id } };
  const own = new Set([id, ...hosts.map((host) => host.id)]);
  return (visit, viewer) => {
    const { url, request, client } = visit;
    if (missed) {
      const wanted = { page: address, link: url.searchParams.get("link"), ...missed };
      noteMissedTime(app, wanted, { request, client, viewerId: viewer?.id ?? null });
    }
    if (viewer && own.has(viewer.id)) return;
    const steps = visitSteps(visit, isFormShown), source = visitSource(url);
    countVisit(app, page, { countVisits }, { ...visit, steps, source });
  };
}

/** Whether the request is for the picker's HTML only, without the rest of the page. */
export function isFragmentRequest(url: URL): boolean {
  return url.searchParams.get("part") === "picker";
}

/** Cuts title and picker out of a page's HTML; returns the page where it has no picker. */
export function pickerFragment(html: string): string {
  const [title = ""] = /<title>[^<]*<\/title>/.exec(html) ?? [];
  const [picker] = /<article\b[^>]*\bdata-picker\b[\s\S]*?<\/article>/.exec(html) ?? [];
  return picker ? `<!doctype html>${title}${picker}` : html;
}
