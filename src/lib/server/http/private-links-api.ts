/** What the routes of private links share: of a host's own event types, and of a team's. */
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { LinksForGuestsInput, PrivateLinkInput } from "$lib/scheduling/private-link.ts";
import type { App } from "../app.ts";
import type { OwnedType } from "./owned-type.ts";
import { privateLinkJson } from "../event-types/private-link-json.ts";
import * as privateLinks from "../event-types/private-links.ts";
import { pageOfNewest, type PageQuery } from "./page-of.ts";

/** A request about one link, as `serve` hands it over. */
interface LinkCall {
  app: App;
  params: { link: string };
}

export async function listLinks(
  { app, query }: { app: App; query: PageQuery },
  found: OwnedType | null,
) {
  if (!found) return refused("not-found");
  const all = await privateLinks.list(app, found.page, found.type);
  const page = pageOfNewest(all, ({ link }) => ({ at: link.createdAt, id: link.hash }), query);
  if (!page.ok) return page;
  const { items, next } = page.value;
  return accepted({ links: items.map((view) => privateLinkJson(view, found.page.zone)), next });
}

export async function createLink(
  { app, host, body }: { app: App; host: Host; body: PrivateLinkInput },
  found: OwnedType | null,
) {
  if (!found) return refused("not-found");
  const { owner, page, type } = found;
  const maker = typeof owner === "string" ? host : { ...owner, zone: page.zone };
  const made = await privateLinks.create(app, maker, type.id, body);
  if (!made.ok) return made;
  return accepted({
    link: privateLinkJson({ link: made.value, state: "open", bookings: [] }, page.zone),
    address: await privateLinks.addressOf(app, page, type, made.value),
  });
}

export async function createLinksForGuests(
  { app, host, body }: { app: App; host: Host; body: LinksForGuestsInput },
  found: OwnedType | null,
) {
  if (!found) return refused("not-found");
  const { owner, page, type } = found;
  const maker = typeof owner === "string" ? host : { ...owner, zone: page.zone };
  const made = await privateLinks.createForGuests(app, maker, type.id, body);
  if (!made.ok) return made;
  return accepted({
    links: await Promise.all(made.value.map(async (link) => ({
      link: privateLinkJson({ link, state: "open", bookings: [] }, page.zone),
      address: await privateLinks.addressOf(app, page, type, link),
    }))),
  });
}

export async function revealLink(call: LinkCall, found: OwnedType | null) {
  const view = found && await findLink(call, found);
  if (!view) return refused("not-found");
  if (view.state === "open") return accepted({ address: view.address });
  return refused(view.state === "used" ? "link-used" : "link-expired");
}

export async function revokeLink(call: LinkCall, found: OwnedType | null) {
  if (!found) return refused("not-found");
  const { owner, page, type } = found;
  const revoked = await privateLinks.revoke(call.app, owner, type.id, call.params.link);
  if (!revoked.ok) return revoked;
  const view = await findLink(call, found);
  return view ? accepted({ link: privateLinkJson(view, page.zone) }) : refused("not-found");
}

async function findLink({ app, params }: LinkCall, { page, type }: OwnedType) {
  const all = await privateLinks.list(app, page, type);
  return all.find(({ link }) => link.hash === params.link) ?? null;
}
