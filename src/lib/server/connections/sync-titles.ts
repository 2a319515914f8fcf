import { hash } from "node:crypto";
import type { Changes } from "../calendars/calendar.ts";
import { inTurns } from "../runtime/in-turns.ts";
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
  const read = new Set<string>(), others = new Set<string>(), titles: ObjectTitle[] = [];
  await inTurns(changes.objects, (object) => {
    read.add(objectKey(object));
    for (const each of titlesOf(object)) titles.push(each);
  });
  await inTurns(all, (object) => {
    if (!read.has(objectKey(object))) others.add(hashOf(object));
  });
  const kept = others.size > 0 ? await listTitles(store, before) : [];
  const again = kept.filter(({ object }) => others.has(object));
  await writeTitles(store, { ...before, generation }, titles.concat(again));
}

/** An own event needs no title: its booking is shown. */
function titlesOf(object: Changes["objects"][number]): ObjectTitle[] {
  const { bookingId, titles = [] } = object;
  if (bookingId !== null || titles.length === 0) return [];
  const name = hashOf(object);
  return titles.map((title) => ({ ...title, object: name }));
}

/** Of an object's key, short: a collision would only mix up two titles. */
function hashOf(object: Pick<IndexedObject, "href" | "uid">): string {
  return hash("sha256", objectKey(object), "base64url").slice(0, 11);
}
