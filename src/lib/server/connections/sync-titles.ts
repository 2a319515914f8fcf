import { createHash } from "node:crypto";
import type { Changes } from "../calendars/calendar.ts";
import {
  listTitles,
  type ObjectTitle,
  type TitlesOf,
  type TitleStore,
  writeTitles,
} from "../store/busy-titles.ts";
import { type IndexedObject, objectKey } from "../store/indexed-objects.ts";

/**
 * Writes the titles of a new generation: those of the objects that a sync has read, and of the other ones those of the
 * generation before.
 */
export async function writeSyncedTitles(
  store: TitleStore,
  before: TitlesOf,
  generation: string,
  { changes, all }: { changes: Changes; all: readonly IndexedObject[] },
): Promise<void> {
  const read = new Set(changes.objects.map(hashOf));
  const others = new Set(all.map(hashOf).filter((object) => !read.has(object)));
  const kept = others.size > 0 ? await listTitles(store, before) : [];
  const titles = [
    ...changes.objects.flatMap(titlesOf),
    ...kept.filter(({ object }) => others.has(object)),
  ];
  await writeTitles(store, { ...before, generation }, titles.sort((a, b) => a.start - b.start));
}

/** An own event needs no title: its booking is shown. */
function titlesOf(object: Changes["objects"][number]): ObjectTitle[] {
  if (object.bookingId !== null) return [];
  const hash = hashOf(object);
  return (object.titles ?? []).map((title) => ({ ...title, object: hash }));
}

/** Of an object's key, short: a collision would only mix up two titles. */
function hashOf(object: Pick<IndexedObject, "href" | "uid">): string {
  return createHash("sha256").update(objectKey(object)).digest("base64url").slice(0, 11);
}
