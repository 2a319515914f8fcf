import { type BlockListEntry, blockListId } from "../store/block-list.ts";

/** An entry of a block list as the API returns it; its id does not tell whom it blocks. */
export async function blockListJson({ entry, at }: BlockListEntry) {
  return { id: await blockListId(entry), entry, since: new Date(at).toISOString() };
}
