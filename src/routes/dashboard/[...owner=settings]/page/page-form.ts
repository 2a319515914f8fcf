import type { RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import {
  type PageSettings,
  PageSettingsInput,
  TeamPageSettingsInput,
} from "$lib/scheduling/page-settings.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { typeColours } from "$lib/server/email/colours.ts";
import type { Place } from "../../place.ts";

/** The fields of the form of a page's texts and colour, still to be parsed. */
export const PageForm = v.object({
  welcome: v.string(),
  footer: v.string(),
  /** "default", "own", or a colour of the palette. */
  colour: v.string(),
  accent: v.string(),
  hideBranding: v.boolean(),
  countVisits: v.boolean(),
});
export type PageFormValues = v.InferOutput<typeof PageForm>;

/** The palette of `styles/tokens.css` as accents. */
export const accents = new Map(Object.entries(typeColours).map(([name, { day }]) => [name, day]));

/** What a host or team may set of their page. */
export function parsePageForm({ colour, accent, ...values }: PageFormValues, { team }: Place) {
  const own = accent.trim().replace(/^#?/, "#");
  const given = { ...values, accent: colour === "own" ? own : accents.get(colour) ?? null };
  return team ? parse(TeamPageSettingsInput, given) : parse(PageSettingsInput, given);
}

/** What is stored, with what a query says was entered; as stored where that is refused. */
export async function enteredSettings(event: RequestEvent, place: Place): Promise<PageSettings> {
  const stored = await getPageSettings(event.locals.app.kv, ownerIdOf(place.owner));
  const query = event.url.searchParams;
  if (!query.has("entered")) return stored;
  const text = (name: string) => query.get(name) ?? "";
  const input = parsePageForm({
    welcome: text("welcome"),
    footer: text("footer"),
    colour: text("colour"),
    accent: text("accent"),
    hideBranding: query.has("hideBranding"),
    countVisits: query.has("countVisits"),
  }, place);
  return input.ok ? { ...stored, ...input.value } : stored;
}
