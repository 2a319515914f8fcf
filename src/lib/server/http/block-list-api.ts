/** What the routes of block lists share: of a host, and of a team. */
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { block, unblock } from "../guests/block-list.ts";
import { blockListJson } from "../guests/block-list-json.ts";
import { listBlockList } from "../store/block-list.ts";
import { pageOfNewest, type PageQuery } from "./page-of.ts";

export async function listBlocked(
  { app, query }: { app: App; query: PageQuery },
  owner: Owner | null,
) {
  if (owner === null) return refused("not-found");
  const all = await entriesOf(app, owner);
  const page = pageOfNewest(all, ({ id, since }) => ({ at: Date.parse(since), id }), query);
  return page.ok ? accepted({ blocked: page.value.items, next: page.value.next }) : page;
}

export async function addBlocked(
  { app, body }: { app: App; body: { entries: string[] } },
  owner: Owner | null,
) {
  if (owner === null) return refused("not-found");
  const added = await block(app, owner, body.entries.join("\n"));
  if (!added.ok) return added;
  return accepted({ added: await Promise.all(added.value.map(blockListJson)) });
}

export async function removeBlocked({ app }: { app: App }, owner: Owner | null, id: string) {
  if (owner === null) return refused("not-found");
  const entry = (await entriesOf(app, owner)).find((each) => each.id === id)?.entry;
  if (entry === undefined) return refused("not-found");
  const removed = await unblock(app, owner, entry);
  return removed.ok ? accepted({ id }) : removed;
}

async function entriesOf({ kv }: App, owner: Owner) {
  return await Promise.all((await listBlockList(kv, ownerIdOf(owner))).map(blockListJson));
}
