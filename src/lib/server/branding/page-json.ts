import type { PageSettings } from "$lib/scheduling/page-settings.ts";
import { type Picture, picturePath } from "$lib/scheduling/picture.ts";

/** A host's page as the API returns it. */
export function pageJson({ welcome, ...settings }: PageSettings, baseUrl: string) {
  return { welcome, ...teamPageJson(settings, baseUrl) };
}

/** A team's page as the API returns it. */
export function teamPageJson(
  { footer, accent, hideBranding, countVisits, picture, logo, revision }: Omit<
    PageSettings,
    "welcome"
  >,
  baseUrl: string,
) {
  const address = (stored: Picture | null) => stored && `${baseUrl}${picturePath(stored)}`;
  return {
    footer,
    accent,
    hideBranding,
    countVisits,
    picture: address(picture),
    logo: address(logo),
    revision,
  };
}
