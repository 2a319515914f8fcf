import type { BrandView } from "$lib/components/brand-view.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { type Host, isActive } from "$lib/scheduling/host.ts";
import { linkedText } from "$lib/scheduling/linked-text.ts";
import { defaultPageSettings, type PageSettings } from "$lib/scheduling/page-settings.ts";
import { picturePath } from "$lib/scheduling/picture.ts";
import type { App } from "../app.ts";
import type { EmailLook } from "../email/look.ts";
import { getPageSettings } from "../store/page-settings.ts";

/** Whose pages carry a name: a host or a team, with the path of their page. */
interface BrandOwner {
  id: string;
  name: string;
  /** Without a trailing slash. */
  path: string;
  /** False for a host who is suspended. */
  isActive?: boolean;
}

/** What a host has set for their page, as guests see it: of a suspended one nothing. */
export async function shownSettings(
  { kv }: Pick<App, "kv">,
  host: Pick<Host, "id" | "closure" | "suspension">,
): Promise<PageSettings> {
  return isActive(host) ? await getPageSettings(kv, host.id) : defaultPageSettings;
}

/** What the frame of a guest's page shows of its host or team. */
export async function brandOf({ kv }: Pick<App, "kv">, owner: BrandOwner): Promise<BrandView> {
  const { id, isActive = true } = owner;
  return ownerBrand(owner, isActive ? await getPageSettings(kv, id) : defaultPageSettings);
}

/** The same with what they have set. */
export function ownerBrand(
  { name, path }: Pick<BrandOwner, "name" | "path">,
  { footer, accent, hideBranding, logo }: PageSettings,
): BrandView {
  return {
    name,
    href: `${path}/`,
    stylesheet: accent && accentPath(accent),
    logo: logo && { src: picturePath(logo), width: logo.width, height: logo.height },
    footer: linkedText(footer),
    hideBranding,
  };
}

/** The same for the pages of a booking: those of its team, or of its first host. */
export async function brandOfBooking(
  app: Pick<App, "kv">,
  { team }: Pick<Booking, "team">,
  { hosts, pagePath: path }: { hosts: readonly Host[]; pagePath: string },
): Promise<BrandView | null> {
  if (team) return await brandOf(app, { id: team.id, name: team.name, path });
  const [host] = hosts;
  return host ? ownerBrand({ name: host.name, path }, await shownSettings(app, host)) : null;
}

/** How emails to guests look, as the host or team has set it now. */
export async function emailLookOf(
  { kv, baseUrl }: Pick<App, "kv" | "baseUrl">,
  { id, name }: Pick<BrandOwner, "id" | "name">,
): Promise<EmailLook> {
  const { accent, picture, hideBranding } = await getPageSettings(kv, id);
  const shown = picture && { src: baseUrl + picturePath(picture), alt: name };
  return { accent, picture: shown, hideBranding };
}

/** The path of the stylesheet of an accent colour `#rrggbb`. */
export function accentPath(accent: string): string {
  return `/accent/${accent.slice(1)}.css`;
}
