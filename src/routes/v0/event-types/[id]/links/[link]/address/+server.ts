import * as api from "$lib/api/operations/private-links.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const GET = serve(api.revealPrivateLink, async ({ app, host, params }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  const all = await privateLinks.list(app, host, type);
  const view = all.find(({ link }) => link.hash === params.link);
  if (!view) return refused("not-found");
  if (view.state === "open") return accepted({ address: view.address });
  return refused(view.state === "used" ? "link-used" : "link-expired");
});
