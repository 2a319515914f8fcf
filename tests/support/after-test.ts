const open = new Set<() => void>();

/** Closes something once the test is over; what comes back closes it before that. */
export function closeAfterTest(close: () => void): () => void {
  const once = () => {
    if (open.delete(once)) close();
  };
  open.add(once);
  return once;
}

Deno.test.afterEach(() => {
  for (const close of open) {
    try {
      close();
    } catch (error) {
      // The test has closed it by itself.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
});
