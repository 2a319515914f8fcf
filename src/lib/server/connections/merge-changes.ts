import type { Changes } from "../calendars/calendar.ts";
import { nameOf, packed, type Remote } from "../store/remotes.ts";

/** What a calendar's objects are after a reading, and how that differs from before. */
export interface Merged {
  all: Remote[];
  written: Remote[];
  deleted: Remote[];
}

/**
 * Puts what changed into what was known. An object that cannot be read any more keeps the time that was last known of
 * it; only what the server says is gone, or a whole listing leaves out, becomes free.
 */
export function mergeChanges(known: readonly Remote[], changes: Changes): Merged {
  const touched = new Set([
    ...changes.removed,
    ...changes.objects.map(({ href }) => href),
    ...changes.skipped.map(({ href }) => href),
  ]);
  const kept = changes.whole ? [] : known.filter(({ href }) => !touched.has(href));
  const written = newRemotes(known, changes);
  const names = new Set([...written, ...kept].map(nameOf));
  const deleted = known.filter((remote) => !names.has(nameOf(remote)));
  return { all: [...kept, ...written], written, deleted };
}

function newRemotes(known: readonly Remote[], { objects, skipped }: Changes): Remote[] {
  const remotes = new Map<string, Remote>();
  for (const { href, etag, uid, own, unknown, busy } of objects) {
    const remote: Remote = { href, etag, uid, own, unknown, skipped: null, busy: packed(busy) };
    const twin = remotes.get(nameOf(remote));
    if (twin) {
      remote.busy = [...twin.busy, ...remote.busy];
      // Published free/busy times have no UID.
      remote.unknown ??= twin.unknown ?? (uid === "" ? null : "twice");
    }
    remotes.set(nameOf(remote), remote);
  }
  const read = new Set(objects.map(({ href }) => href));
  for (const { href, why, title, mark, etag = null } of skipped) {
    // Several of one object stand side by side.
    const about = { uid: `unread ${mark}`, own: null, unknown: null, busy: [] };
    const remote: Remote = { href, etag, ...about, skipped: why, title, mark };
    remotes.set(nameOf(remote), remote);
    if (read.has(href)) continue;
    for (const before of known) {
      if (before.href !== href || before.skipped !== null) continue;
      remotes.set(nameOf(before), { ...before, etag, unknown: "unreadable" });
    }
  }
  return [...remotes.values()];
}
