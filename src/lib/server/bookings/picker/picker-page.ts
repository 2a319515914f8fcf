import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import type { PickerPageView } from "$lib/components/picker-view.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Language, languages } from "$lib/scheduling/language.ts";
import { pageSummary } from "$lib/scheduling/page-summary.ts";
import type { App } from "../../app.ts";
import { brandOf, ownerBrand } from "../../branding/brand.ts";
import { newId } from "../../runtime/secrets.ts";
import { getPageSettings } from "../../store/page-settings.ts";
import {
  type BookingPage,
  findBookingPage,
  findPageOwner,
  type PageAddress,
} from "../../event-types/booking-page.ts";
import { linkPictureView } from "./link-picture.ts";
import { notePickerTime } from "./note-wanted.ts";
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
};

/** Loads the picker for the booking page and the widget; `view` is null and `closed` has the reason for an inactive event type or a used or expired private link. */
export async function loadPickerPage(
  app: App,
  address: PageAddress,
  { url, request, client, viewer = null, language: asked = null }: PickerRequest,
): Promise<PickerPageView> {
  const query = url.searchParams;
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
    const { title, text } = words.closed[code];
    const named = { name: owner?.name ?? "" };
    const closed = {
      title,
      text: format(text, named),
      others: { href: `${owner?.path}/`, label: format(words.closed.otherTypes, named) },
    };
    const brand = owner && await brandOf(app, owner);
    const summary = closed.text;
    return { title, language, words, brand, view: null, summary, linkPicture: null, closed };
  }
  const { owner, type } = found.value;
  const language = asked ?? owner.language;
  const words = messages(language).booking;
  const settings = await getPageSettings(app.kv, owner.id);
  const clock = preferredHourCycle(request.headers.get("accept-language"));
  const view = await buildPicker(app, found.value, query, { clock, language });
  const origin = { request, client, viewerId: viewer?.id ?? null };
  notePickerTime(app, { page: address, link: query.get("link") }, { query, view }, origin);
  if (!isOwn(found.value, viewer)) {
    const isFormShown = view.chosen !== null && view.chosen.offered && !view.chosen.sent;
    const steps = visitSteps({ url, request }, isFormShown);
    const source = visitSource(url);
    countVisit(app, found.value, settings, { url, request, client, steps, source });
  }
  return {
    title: format(words.picker.title, { type: type.title, name: owner.name }),
    view,
    language,
    words,
    summary: pageSummary(type.description) || words.list.lead,
    linkPicture: query.has("link") ? null : await linkPictureView(owner, type, settings, language),
    brand: ownerBrand(owner, settings),
    closed: null,
  };
}

/** Whether a host looks at a page of their own, or of a team that they take bookings for. */
function isOwn({ owner, hosts }: BookingPage, viewer: Host | null): boolean {
  return viewer !== null && (viewer.id === owner.id || hosts.some(({ id }) => id === viewer.id));
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
