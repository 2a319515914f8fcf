/** Commits once; false when a check was lost. A file that is locked for a moment is tried again, a bounded number of times. */
export async function commit(op: Deno.AtomicOperation): Promise<boolean> {
  for (let attempt = 1;; attempt++) {
    try {
      return (await op.commit()).ok;
    } catch (error) {
      if (attempt === 8 || !isLocked(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 10 * (1 + Math.random())));
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && /database (is|table is) locked/i.test(error.message);
}
