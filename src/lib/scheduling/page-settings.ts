import * as v from "valibot";
import { type Picture, type PictureKind } from "./picture.ts";
import { guestText } from "./web-address.ts";

/** What a host or team has set for their page and the pages of their guests. */
export interface PageSettings {
  /** Shown on a host's page; a team has its description. */
  welcome: string;
  /** Shown at the end of every page for guests. */
  footer: string;
  /** `#rrggbb`; null for the product's own. */
  accent: string | null;
  /** Whether pages for guests leave out the product's name. */
  hideBranding: boolean;
  /** Whether visits of the page are counted; bookings are one's own records and always are. */
  countVisits: boolean;
  /** Shown in place of the initial. */
  picture: Picture | null;
  /** Shown in place of the name at the top of guests' pages. */
  logo: Picture | null;
  revision: number;
  /** The revision in which each part was changed last. */
  changedIn: Record<PagePart, number>;
}

/** What is changed by itself: the texts with the colour, the picture, the logo. */
export type PagePart = "texts" | PictureKind;

/** The revision that a change was made from: of all for a program, of its own part for a form. */
export type SeenRevision = number | null | { form: number };

/** Whether something else was changed since it was seen; null is not compared. */
export function isOutdated(
  { revision, changedIn }: PageSettings,
  part: PagePart,
  seen: SeenRevision,
): boolean {
  if (seen === null) return false;
  return typeof seen === "number" ? seen !== revision : !(seen.form >= changedIn[part]);
}

/** The page of a host or team that has set nothing. */
export const defaultPageSettings: PageSettings = {
  welcome: "",
  footer: "",
  accent: null,
  hideBranding: false,
  countVisits: true,
  picture: null,
  logo: null,
  revision: 0,
  changedIn: { texts: 0, picture: 0, logo: 0 },
};

/** An accent colour, as it arrives from a form or the API. */
export const AccentColour = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^#[0-9a-f]{6}$/, "colour-form"),
);

/** What may be set of a host's page, as it arrives from a form or the API. */
export const PageSettingsInput = v.object({
  welcome: guestText(2000),
  footer: guestText(500),
  accent: v.nullable(AccentColour),
  hideBranding: v.boolean(),
  countVisits: v.boolean(),
});
export type PageSettingsInput = v.InferOutput<typeof PageSettingsInput>;

/** The same for a team's page. */
export const TeamPageSettingsInput = v.omit(PageSettingsInput, ["welcome"]);
