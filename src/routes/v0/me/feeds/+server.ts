import * as api from "$lib/api/operations/feeds.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { feedJson, feedsJson } from "$lib/server/http/feeds-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.listFeeds,
  async ({ app, host }) => accepted({ feeds: await feedsJson(app, host.id) }),
);

export const POST = serve(api.createFeed, async ({ app, host, body: { kind } }) => {
  const opened = await feeds.openFeed(app, host.id, kind);
  if (!opened.ok) return opened;
  const addresses = await feeds.feedUrls(app, host.id);
  return accepted({ feed: await feedJson(app, host.id, kind), address: addresses[kind] });
});
