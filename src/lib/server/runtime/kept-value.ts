/** A value that is fetched when somebody asks for it, by one request for all who wait, and kept for a while. */
export interface KeptValue<T> {
  get(read: () => Promise<T>): Promise<T>;
}

/** Keeps a value for `keepMs` by a monotonic clock; a failure is told to those who wait and is not kept. */
export function openKeptValue<T>(elapsed: () => number, keepMs: number): KeptValue<T> {
  let kept: { value: T; until: number } | null = null;
  let pending: Promise<T> | null = null;
  const refresh = async (read: () => Promise<T>) => {
    try {
      const value = await read();
      kept = { value, until: elapsed() + keepMs };
      return value;
    } finally {
      pending = null;
    }
  };
  return {
    get(read) {
      if (kept && elapsed() < kept.until) return Promise.resolve(kept.value);
      return pending ??= refresh(read);
    },
  };
}
