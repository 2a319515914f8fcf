import type { Changes } from "../calendars/calendar.ts";
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
export function mergeChanges(
  known: readonly IndexedObject[],
  changes: Changes,
  sealedTitles: ReadonlyMap<string, string> = new Map(),
): MergedObjects {
  const touched = new Set([
    ...changes.removed,
    ...changes.objects.map(({ href }) => href),
    ...changes.unreadable.map(({ href }) => href),
  ]);
  const unchanged = changes.isFullSync ? [] : known.filter(({ href }) => !touched.has(href));
  const written = changedObjects(known, changes, sealedTitles);
  const keys = new Set([...written, ...unchanged].map(objectKey));
  const deleted = known.filter((object) => !keys.has(objectKey(object)));
  return { all: [...unchanged, ...written], written, deleted };
}

function changedObjects(
  known: readonly IndexedObject[],
  { objects, unreadable }: Changes,
  sealedTitles: ReadonlyMap<string, string>,
): IndexedObject[] {
  const indexed = new Map<string, IndexedObject>();
  for (const { href, etag, uid, bookingId, approximate, busy } of objects) {
    const object: IndexedObject = {
      href,
      etag,
      uid,
      bookingId,
      inexactReason: approximate,
      unreadableReason: null,
      busyBounds: packBusy(busy),
    };
    const duplicate = indexed.get(objectKey(object));
    if (duplicate) {
      object.busyBounds = [...duplicate.busyBounds, ...object.busyBounds];
      // VFREEBUSY periods have no UID, so several in one object are expected.
      object.inexactReason ??= duplicate.inexactReason ?? (uid === "" ? null : "twice");
    }
    indexed.set(objectKey(object), object);
  }
  const readable = new Set(objects.map(({ href }) => href));
  for (const { href, reason, fingerprint, etag = null, busy = [] } of unreadable) {
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
    if (readable.has(href)) continue;
    for (const before of known) {
      if (before.href !== href || before.unreadableReason !== null) continue;
      indexed.set(objectKey(before), { ...before, etag, inexactReason: "unreadable" });
    }
  }
  return [...indexed.values()];
}
