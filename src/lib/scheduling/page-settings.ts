import * as v from "valibot";
import type { Picture } from "./picture.ts";
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
