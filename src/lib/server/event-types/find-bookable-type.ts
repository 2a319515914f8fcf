import * as privateLinks from "./private-links.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getPublicType } from "../store/event-types.ts";

/**
 * The active event type of a booking page; "not-found" or "inactive" otherwise. One that can only be booked by private
 * link is found only with the secret of such a link.
 */
export async function findBookableType(
  app: App,
  username: string,
  slug: string,
  secret: string | null = null,
): Promise<
  Outcome<{ host: Host; type: EventType }, "not-found" | "inactive" | privateLinks.LinkRefusal>
> {
  const found = await getPublicType(app.kv, username, slug);
  if (!found) return refused("not-found");
  const link = await privateLinks.find(app, secret, found.type);
  if (!link.ok) return link;
  if (found.type.privateLinkOnly && !link.value) return refused("not-found");
  return found.type.active ? accepted(found) : refused("inactive");
}
