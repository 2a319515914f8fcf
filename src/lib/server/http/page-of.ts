import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";

/** Which page of a list is wanted, as `pageQuery` parses it. */
export interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

/** The place of an item in a list that is ordered newest first. */
interface Place {
  /** Epoch ms. */
  at: number;
  id: string;
}

/** A page of a list, newest first; its cursor stays good when items are removed. "invalid" for one that is not ours. */
export function pageOfNewest<T>(
  all: readonly T[],
  placeOf: (item: T) => Place,
  { cursor, limit }: PageQuery,
): Outcome<{ items: T[]; next: string | null }> {
  const [, at, id] = cursor === undefined ? [] : /^(\d{1,15})-(.+)$/.exec(cursor) ?? [];
  if (cursor !== undefined && id === undefined) {
    return refused("invalid", { fields: { cursor: "cursor-invalid" } });
  }
  const sorted = all.toSorted((a, b) => compare(placeOf(a), placeOf(b)));
  const after = id === undefined
    ? sorted
    : sorted.filter((item) => compare(placeOf(item), { at: Number(at), id }) > 0);
  const items = after.slice(0, limit);
  const last = after.length > limit ? items.at(-1) : undefined;
  return accepted({ items, next: last === undefined ? null : cursorOf(placeOf(last)) });
}

function compare(a: Place, b: Place): number {
  return b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function cursorOf({ at, id }: Place): string {
  return `${at}-${id}`;
}
