import * as api from "$lib/api/operations/private-links.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { privateLinkJson } from "$lib/server/event-types/private-link-json.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { pageOfNewest } from "$lib/server/http/page-of.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const GET = serve(api.listPrivateLinks, async ({ app, host, params, query }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  const all = await privateLinks.list(app, host, type);
  const page = pageOfNewest(
    all,
    ({ link }) => ({ at: link.createdAt, id: link.hash }),
    query,
  );
  if (!page.ok) return page;
  const { items, next } = page.value;
  return accepted({ links: items.map((view) => privateLinkJson(view, host.zone)), next });
});

export const POST = serve(api.createPrivateLink, async ({ app, host, params, body }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  const made = await privateLinks.create(app, host, type.id, body);
  if (!made.ok) return made;
  return accepted({
    link: privateLinkJson({ link: made.value, state: "open", bookings: [] }, host.zone),
    address: await privateLinks.addressOf(app, host, type, made.value),
  });
});
