/**
 * Caches results while the version they were computed under is current, and for a limited time; the oldest are dropped
 * first.
 */
export interface VersionedCache<T> {
  /** The result for this version at this instant (epoch ms); null when there is none. */
  get(key: string, version: string | null, now: number): T | null;
  /** Stores a result that is valid in a span (epoch ms). */
  set(key: string, version: string | null, span: { start: number; end: number }, result: T): void;
}

export function openVersionedCache<T>(maxEntries: number): VersionedCache<T> {
  const entries = new Map<string, { version: string; start: number; end: number; result: T }>();
  return {
    get(key, version, now) {
      const found = entries.get(key);
      const isValid = found && found.version === version && found.start <= now && now < found.end;
      return isValid ? found.result : null;
    },
    set(key, version, { start, end }, result) {
      if (version === null) return;
      entries.delete(key);
      entries.set(key, { version, start, end, result });
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value!);
    },
  };
}
