import type { Changes } from "../calendars/calendar.ts";
import { inTurns } from "../runtime/in-turns.ts";
import { type IndexedObject, objectKey, packBusy } from "../store/indexed-objects.ts";

/** A calendar's objects after a sync, and the difference to before. */
export interface MergedObjects {
  all: IndexedObject[];
  written: IndexedObject[];
  deleted: IndexedObject[];
}

/**
 * Merges changes into the stored objects. An object that has become unreadable keeps its last busy time, beside the time
 * that it names; time becomes free only when the server reports the object as removed or a full sync does not list it.
 * `sealedTitles` are those of unreadable entries by fingerprint.
 */
export async function mergeChanges(
  known: readonly IndexedObject[],
  changes: Changes,
  sealedTitles: ReadonlyMap<string, string> = new Map(),
): Promise<MergedObjects> {
  const unchanged = changes.isFullSync ? [] : await untouched(known, changes);
  const written = await changedObjects(known, changes, sealedTitles);
  const all = [...unchanged, ...written];
  if (known.length === 0) return { all, written, deleted: [] };
  const keys = new Set<string>(), deleted: IndexedObject[] = [];
  await inTurns(all, (object) => void keys.add(objectKey(object)));
  await inTurns(known, (object) => {
    if (!keys.has(objectKey(object))) deleted.push(object);
  });
  return { all, written, deleted };
}

/** The known objects that no change is about. */
async function untouched(
  known: readonly IndexedObject[],
  { removed, objects, unreadable }: Changes,
): Promise<IndexedObject[]> {
  const touched = new Set(removed), unchanged: IndexedObject[] = [];
  await inTurns([...objects, ...unreadable], ({ href }) => void touched.add(href));
  await inTurns(known, (object) => {
    if (!touched.has(object.href)) unchanged.push(object);
  });
  return unchanged;
}

async function changedObjects(
  known: readonly IndexedObject[],
  { objects, unreadable }: Changes,
  sealedTitles: ReadonlyMap<string, string>,
): Promise<IndexedObject[]> {
  const indexed = new Map<string, IndexedObject>();
  await inTurns(objects, ({ href, etag, uid, bookingId, approximate, busy }) => {
    const object: IndexedObject = {
      href,
      etag,
      uid,
      bookingId,
      inexactReason: approximate,
      unreadableReason: null,
      busyBounds: packBusy(busy),
    };
    const key = objectKey(object), duplicate = indexed.get(key);
    if (duplicate) {
      object.busyBounds = [...duplicate.busyBounds, ...object.busyBounds];
      // VFREEBUSY periods have no UID, so several in one object are expected.
      object.inexactReason ??= duplicate.inexactReason ?? (uid === "" ? null : "twice");
    }
    indexed.set(key, object);
  });
  if (unreadable.length === 0) return [...indexed.values()];
  const readable = new Set(objects.map(({ href }) => href));
  const before = await readableByHref(known);
  await inTurns(unreadable, ({ href, reason, fingerprint, etag = null, busy = [] }) => {
    // The UID keeps several unreadable entries of one object apart.
    const common = {
      uid: `unread ${fingerprint}`,
      bookingId: null,
      inexactReason: null,
      busyBounds: packBusy(busy),
    };
    const sealedTitle = sealedTitles.get(fingerprint);
    const object: IndexedObject = {
      href,
      etag,
      ...common,
      unreadableReason: reason,
      ...(sealedTitle === undefined ? {} : { sealedTitle }),
      fingerprint,
    };
    indexed.set(objectKey(object), object);
    if (readable.has(href)) return;
    for (const each of before.get(href) ?? []) {
      indexed.set(objectKey(each), { ...each, etag, inexactReason: "unreadable" });
    }
  });
  return [...indexed.values()];
}

/** What of the known objects could be read, by href. */
async function readableByHref(
  known: readonly IndexedObject[],
): Promise<Map<string, IndexedObject[]>> {
  const byHref = new Map<string, IndexedObject[]>();
  await inTurns(known, (object) => {
    if (object.unreadableReason !== null) return;
    const others = byHref.get(object.href);
    if (others) others.push(object);
    else byHref.set(object.href, [object]);
  });
  return byHref;
}
