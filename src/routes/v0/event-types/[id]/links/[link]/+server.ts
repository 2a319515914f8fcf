import * as api from "$lib/api/operations/private-links.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { privateLinkJson } from "$lib/server/event-types/private-link-json.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const DELETE = serve(api.revokePrivateLink, async ({ app, host, params }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  const revoked = await privateLinks.revoke(app, host.id, type.id, params.link);
  if (!revoked.ok) return revoked;
  const all = await privateLinks.list(app, host, type);
  const view = all.find(({ link }) => link.hash === params.link);
  return view ? accepted({ link: privateLinkJson(view, host.zone) }) : refused("not-found");
});
