/** Results that hold while the version they were computed under is the one just read, and for a time; the oldest go first. */
export interface VersionedCache<T> {
  /** Null where nothing is kept under this version for this instant (epoch ms). */
  get(key: string, version: string | null, now: number): T | null;
  /** Keeps a result that holds from one instant until another (epoch ms). */
  set(key: string, version: string | null, span: { start: number; end: number }, result: T): void;
}

export function openVersionedCache<T>(most: number): VersionedCache<T> {
  const kept = new Map<string, { version: string; start: number; end: number; result: T }>();
  return {
    get(key, version, now) {
      const found = kept.get(key);
      const holds = found && found.version === version && found.start <= now && now < found.end;
      return holds ? found.result : null;
    },
    set(key, version, { start, end }, result) {
      if (version === null) return;
      kept.delete(key);
      kept.set(key, { version, start, end, result });
      if (kept.size > most) kept.delete(kept.keys().next().value!);
    },
  };
}
