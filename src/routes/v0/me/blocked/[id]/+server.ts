import * as api from "$lib/api/operations/block-list.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { unblock } from "$lib/server/guests/block-list.ts";
import { blockListJson } from "$lib/server/guests/block-list-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";

export const DELETE = serve(api.removeBlocked, async ({ app, host, params: { id } }) => {
  const all = await Promise.all((await listBlockList(app.kv, host.id)).map(blockListJson));
  const entry = all.find((each) => each.id === id)?.entry;
  if (entry === undefined) return refused("not-found");
  const removed = await unblock(app, host.id, entry);
  return removed.ok ? accepted({ id }) : removed;
});
