import type { PageSettings } from "$lib/scheduling/page-settings.ts";

/** A host's page as the API returns it. */
export function pageJson({ welcome, ...settings }: PageSettings) {
  return { welcome, ...teamPageJson(settings) };
}

/** A team's page as the API returns it. */
export function teamPageJson(
  { footer, accent, hideBranding, revision }: Omit<PageSettings, "welcome">,
) {
  return { footer, accent, hideBranding, revision };
}
