import { revokeFeed } from "$lib/api/operations/feeds.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { feedJson } from "$lib/server/http/feeds-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(revokeFeed, async ({ app, host, params }) => {
  const kind = feeds.feedKinds.find((each) => each === params.kind);
  if (!kind) return refused("not-found");
  const closed = await feeds.closeFeed(app, host.id, kind);
  return closed.ok ? accepted({ feed: await feedJson(app, host.id, kind) }) : closed;
});
