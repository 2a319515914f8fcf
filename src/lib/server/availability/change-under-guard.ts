import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { commit, retryCommit } from "../store/commit.ts";
import { getGuard, guardedCommit } from "../store/guard.ts";
import { getOpenHost } from "../store/hosts.ts";

/** Changes what a host's availability depends on: `change` runs after the guard was read, its writes commit with the guard's next version, and it runs again when the commit's check fails. "not-found" for a closed account. */
export function changeUnderGuard<T>(
  app: App,
  hostId: string,
  change: (op: Deno.AtomicOperation) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const attempt = async () => {
    const guard = await getGuard(app.kv, hostId);
    if (!await getOpenHost(app.kv, hostId)) return refused("not-found");
    const op = guardedCommit(app.kv, guard);
    const changed = await change(op);
    return !changed.ok || await commit(op) ? changed : "lost";
  };
  return app.withLock([hostId], () => retryCommit<Outcome<T>>(attempt));
}
