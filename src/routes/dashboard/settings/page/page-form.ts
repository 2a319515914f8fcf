import { redirect, type RequestEvent } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  type PageSettings,
  PageSettingsInput,
  type SeenRevision,
  TeamPageSettingsInput,
} from "$lib/scheduling/page-settings.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { type Owner, ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { type PictureKind, pictureKinds, picturePath } from "$lib/scheduling/picture.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { removePicture, uploadPicture } from "$lib/server/branding/change-picture.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";

/** Whose page is edited, and where. */
export interface PagePlace {
  /** The signed-in host. */
  host: Host;
  owner: Owner;
  /** Path of the form. */
  here: string;
  /** The page above the form. */
  back: { href: string; label: string };
  /** Path of the page itself. */
  page: string;
}

/** The fields of the form as text. */
export interface PageFormValues {
  welcome: string;
  footer: string;
  colour: "default" | "own";
  accent: string;
  hideBranding: boolean;
  countVisits: boolean;
}

/** What the colour field shows where the product's own is used. */
const PRODUCT_COLOUR = "#1d6049";

export function isTeamPage({ owner }: Pick<PagePlace, "owner">): boolean {
  return typeof owner !== "string";
}

/** The form of a page of a host or team. */
export async function loadPageForm(event: RequestEvent, place: PagePlace) {
  const words = messages(place.host.language).dashboard.page;
  const settings = await getPageSettings(event.locals.app.kv, ownerIdOf(place.owner));
  const isTeam = isTeamPage(place);
  return {
    title: isTeam ? words.teamTitle : words.title,
    lead: isTeam ? words.teamLead : words.lead,
    words,
    isTeam,
    back: place.back,
    page: place.page,
    preview: `${place.here}/preview`,
    values: valuesOf(settings),
    pictures: pictureKinds.map((kind) => pictureView(kind, settings)),
    revision: settings.revision,
    saved: event.url.searchParams.has("saved"),
  };
}

/** Saves the texts and the colour. */
export async function saveTexts(event: RequestEvent, place: PagePlace) {
  const form = await event.request.formData();
  const values = readPageForm(form);
  const input = parseValues(values, place);
  if (!input.ok) return failWith(input.refusal, values, place.host.language);
  const { app } = event.locals;
  const saved = await changePage(app, place.owner, input.value, revisionOf(form));
  if (!saved.ok) return failWith(saved.refusal, values, place.host.language);
  redirect(303, `${place.here}?saved`);
}

/** Makes an uploaded file the picture or logo. */
export async function savePicture(event: RequestEvent, place: PagePlace) {
  const form = await event.request.formData();
  const kind = pictureKindOf(form);
  const file = form.get("content");
  const bytes = file instanceof File ? await file.bytes() : new Uint8Array();
  const { app } = event.locals;
  const saved = await uploadPicture(app, place.owner, kind, bytes, revisionOf(form));
  if (!saved.ok) return failWith(saved.refusal, { kind }, place.host.language);
  redirect(303, `${place.here}?saved`);
}

/** Removes the picture or logo. */
export async function dropPicture(event: RequestEvent, place: PagePlace) {
  const form = await event.request.formData();
  const kind = pictureKindOf(form);
  const removed = await removePicture(event.locals.app, place.owner, kind, revisionOf(form));
  if (!removed.ok) return failWith(removed.refusal, { kind }, place.host.language);
  redirect(303, `${place.here}?saved`);
}

function pictureKindOf(form: FormData): PictureKind {
  return form.get("kind") === "logo" ? "logo" : "picture";
}

/** What is changed elsewhere on the page meanwhile, as by a picture that is still being saved, does no harm. */
function revisionOf(form: FormData): SeenRevision {
  return { form: Number(form.get("revision") ?? Number.NaN) };
}

function pictureView(kind: PictureKind, settings: PageSettings) {
  const stored = settings[kind];
  const shown = stored && { src: picturePath(stored), width: stored.width, height: stored.height };
  return { kind, shown };
}

/** What is stored, with what a query says was entered; as stored where that is refused. */
export async function enteredSettings(
  event: RequestEvent,
  place: PagePlace,
): Promise<PageSettings> {
  const stored = await getPageSettings(event.locals.app.kv, ownerIdOf(place.owner));
  const query = event.url.searchParams;
  if (!query.has("entered")) return stored;
  const form = new FormData();
  for (const [name, value] of query) form.append(name, value);
  const input = parseValues(readPageForm(form), place);
  return input.ok ? { ...stored, ...input.value } : stored;
}

function parseValues({ colour, accent, ...values }: PageFormValues, place: PagePlace) {
  const given = { ...values, accent: colour === "own" ? accent : null };
  return isTeamPage(place) ? parse(TeamPageSettingsInput, given) : parse(PageSettingsInput, given);
}

function valuesOf(settings: PageSettings): PageFormValues {
  const { welcome, footer, accent, hideBranding, countVisits } = settings;
  const colour = accent === null ? "default" : "own";
  return { welcome, footer, colour, accent: accent ?? PRODUCT_COLOUR, hideBranding, countVisits };
}

function readPageForm(form: FormData): PageFormValues {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 20_000);
  return {
    welcome: text("welcome"),
    footer: text("footer"),
    colour: text("colour") === "own" ? "own" : "default",
    accent: text("accent"),
    hideBranding: form.get("hideBranding") === "on",
    countVisits: form.get("countVisits") === "on",
  };
}
