/** Runs callers that lock the same hosts one at a time in this process, which saves retries in the store. */
export function openLocks(): <T>(
  hostIds: readonly string[],
  action: () => Promise<T>,
) => Promise<T> {
  const tails = new Map<string, Promise<void>>();

  return async (hostIds, action) => {
    // All locks are requested at once, so two callers cannot deadlock.
    const ids = [...new Set(hostIds)];
    const pending = ids.map((id) => tails.get(id));
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    for (const id of ids) tails.set(id, done);
    try {
      await Promise.all(pending);
      return await action();
    } finally {
      finish();
      for (const id of ids) if (tails.get(id) === done) tails.delete(id);
    }
  };
}
