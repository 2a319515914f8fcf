import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import { messages } from "$lib/i18n/messages.ts";
import type { PageSettings, SeenRevision } from "$lib/scheduling/page-settings.ts";
import { type PictureKind, pictureKinds, picturePath } from "$lib/scheduling/picture.ts";
import { ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { removePicture, uploadPicture } from "$lib/server/branding/change-picture.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { type Place, placeOf } from "../../place.ts";
import { accents, PageForm, type PageFormValues, parsePageForm } from "./page-form.ts";
import type { Actions, PageServerLoad } from "./$types";

/** What the colour field shows where the product's own is used. */
const PRODUCT_COLOUR = "#1d6049";

export const load: PageServerLoad = async (event) => {
  const { host, team, owner, base, settings: above } = await placeOf(event);
  const { page: words, eventTypes } = messages(host.language).dashboard;
  const page = pagePathOf(team ?? host);
  const settings = await getPageSettings(event.locals.app.kv, ownerIdOf(owner));
  return {
    title: team ? words.teamTitle : words.title,
    lead: team ? words.teamLead : words.lead,
    words,
    /** Names of the palette’s colours, in order. */
    colours: eventTypes.form.colours,
    isTeam: team !== null,
    back: { href: above, label: team?.name ?? words.back },
    page,
    link: event.locals.app.baseUrl + page,
    qrCode: `${base}/page/qr-code.svg`,
    preview: `${base}/page/preview`,
    values: valuesOf(settings),
    pictures: pictureKinds.map((kind) => pictureView(kind, settings)),
    revision: settings.revision,
    saved: event.url.searchParams.has("saved"),
  };
};

const inPlace = actionBy(placeOf);
const Revision = v.optional(v.string());
const toForm = { done: (_: unknown, { base }: Place) => `${base}/page?saved` };

export const actions: Actions = {
  /** Saves the texts and the colour. */
  save: inPlace(
    v.object({ ...PageForm.entries, revision: Revision }),
    ({ app, ...place }, { revision, ...values }) => {
      const input = parsePageForm(values, place);
      return input.ok ? changePage(app, place.owner, input.value, seen(revision)) : input;
    },
    toForm,
  ),

  /** Makes an uploaded file the picture or logo. */
  upload: async (event) => {
    const { host, owner, base } = await placeOf(event);
    const form = await event.request.formData();
    const kind = kindOf(form.get("kind")), file = form.get("content");
    const bytes = file instanceof File ? await file.bytes() : new Uint8Array();
    const revision = seen(form.get("revision") ?? undefined);
    const saved = await uploadPicture(event.locals.app, owner, kind, bytes, revision);
    if (!saved.ok) return failWith(saved.refusal, { kind }, host.language);
    redirect(303, `${base}/page?saved`);
  },

  /** Removes the picture or logo. */
  remove: inPlace(
    v.object({ kind: v.string(), revision: Revision }),
    ({ app, owner }, { kind, revision }) => removePicture(app, owner, kindOf(kind), seen(revision)),
    toForm,
  ),
};

function kindOf(kind: unknown): PictureKind {
  return kind === "logo" ? "logo" : "picture";
}

/** What is changed elsewhere on the page meanwhile, as by a picture that is still being saved, does no harm. */
function seen(revision: unknown): SeenRevision {
  return { form: Number(revision) };
}

function pictureView(kind: PictureKind, settings: PageSettings) {
  const stored = settings[kind];
  const shown = stored && { src: picturePath(stored), width: stored.width, height: stored.height };
  return { kind, shown };
}

function valuesOf(settings: PageSettings): PageFormValues {
  const { welcome, footer, accent, hideBranding, countVisits } = settings;
  const named = [...accents].find(([, value]) => value === accent)?.[0];
  const colour = accent === null ? "default" : named ?? "own";
  return { welcome, footer, colour, accent: accent ?? PRODUCT_COLOUR, hideBranding, countVisits };
}
