import type { Changes } from "../calendars/calendar.ts";
import { type IndexedObject, objectKey, packBusy } from "../store/indexed-objects.ts";

/** What a calendar's objects are after a reading, and how that differs from before. */
export interface MergedObjects {
  all: IndexedObject[];
  written: IndexedObject[];
  deleted: IndexedObject[];
}

/**
 * Puts what changed into what was known. An object that cannot be read any more keeps the time that was last known of
 * it; only what the server says is gone, or a whole listing leaves out, becomes free.
 */
export function mergeChanges(known: readonly IndexedObject[], changes: Changes): MergedObjects {
  const touched = new Set([
    ...changes.removed,
    ...changes.objects.map(({ href }) => href),
    ...changes.unreadable.map(({ href }) => href),
  ]);
  const kept = changes.isFullSync ? [] : known.filter(({ href }) => !touched.has(href));
  const written = changedObjects(known, changes);
  const names = new Set([...written, ...kept].map(objectKey));
  const deleted = known.filter((remote) => !names.has(objectKey(remote)));
  return { all: [...kept, ...written], written, deleted };
}

function changedObjects(
  known: readonly IndexedObject[],
  { objects, unreadable }: Changes,
): IndexedObject[] {
  const remotes = new Map<string, IndexedObject>();
  for (const { href, etag, uid, bookingId, approximate, busy } of objects) {
    const remote: IndexedObject = {
      href,
      etag,
      uid,
      bookingId,
      inexactReason: approximate,
      unreadableReason: null,
      busyBounds: packBusy(busy),
    };
    const twin = remotes.get(objectKey(remote));
    if (twin) {
      remote.busyBounds = [...twin.busyBounds, ...remote.busyBounds];
      // Published free/busy times have no UID.
      remote.inexactReason ??= twin.inexactReason ?? (uid === "" ? null : "twice");
    }
    remotes.set(objectKey(remote), remote);
  }
  const read = new Set(objects.map(({ href }) => href));
  for (const { href, why, title, fingerprint, etag = null } of unreadable) {
    // Several of one object stand side by side.
    const about = {
      uid: `unread ${fingerprint}`,
      bookingId: null,
      inexactReason: null,
      busyBounds: [],
    };
    const remote: IndexedObject = {
      href,
      etag,
      ...about,
      unreadableReason: why,
      title,
      fingerprint,
    };
    remotes.set(objectKey(remote), remote);
    if (read.has(href)) continue;
    for (const before of known) {
      if (before.href !== href || before.unreadableReason !== null) continue;
      remotes.set(objectKey(before), { ...before, etag, inexactReason: "unreadable" });
    }
  }
  return [...remotes.values()];
}
