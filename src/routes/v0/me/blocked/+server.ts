import * as api from "$lib/api/operations/block-list.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { block } from "$lib/server/guests/block-list.ts";
import { blockListJson } from "$lib/server/guests/block-list-json.ts";
import { pageOfNewest } from "$lib/server/http/page-of.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";

export const GET = serve(api.listBlocked, async ({ app, host, query }) => {
  const all = await Promise.all((await listBlockList(app.kv, host.id)).map(blockListJson));
  const page = pageOfNewest(all, ({ id, since }) => ({ at: Date.parse(since), id }), query);
  if (!page.ok) return page;
  return accepted({ blocked: page.value.items, next: page.value.next });
});

export const POST = serve(api.addBlocked, async ({ app, host, body }) => {
  const added = await block(app, host.id, body.entries.join("\n"));
  if (!added.ok) return added;
  return accepted({ added: await Promise.all(added.value.map(blockListJson)) });
});
