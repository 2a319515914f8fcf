/** Callers that want the same persons' time wait for one another here, in the process, instead of burning retries in the store. */
export function openLocks(): <T>(hostIds: readonly string[], act: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<void>>();

  return async (hostIds, act) => {
    // All places are taken at once, so two callers can never wait for each other in a circle.
    const ids = [...new Set(hostIds)];
    const before = ids.map((id) => tails.get(id));
    const { promise: over, resolve: finish } = Promise.withResolvers<void>();
    for (const id of ids) tails.set(id, over);
    try {
      await Promise.all(before);
      return await act();
    } finally {
      finish();
      for (const id of ids) if (tails.get(id) === over) tails.delete(id);
    }
  };
}
