import type { App } from "../app.ts";
import { getEventTypeBySlug } from "../store/event-types.ts";
import { findPageOwner, type PageAddress } from "./booking-page.ts";
import * as privateLinks from "./private-links.ts";

/**
 * The origins that may frame the widget of an event type; null where the response must not reveal that it exists:
 * without a page of its own or its private link, unless a booking of it is shown.
 */
export async function frameAncestorsOf(
  app: App,
  address: PageAddress,
  { link, isBooked }: { link: string | null; isBooked: boolean },
): Promise<string[] | null> {
  const owner = await findPageOwner(app, address);
  const type = owner && await getEventTypeBySlug(app.kv, owner.id, address.slug);
  if (!type) return null;
  const found = await privateLinks.find(app, link, type);
  const isLinked = !type.privateLinkOnly || found.ok && found.value;
  return isBooked || isLinked && !type.onlyForTeams ? type.frameAncestors : null;
}
