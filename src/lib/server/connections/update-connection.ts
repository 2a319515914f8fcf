import type { App } from "../app.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { commit, newCommit, retryCommit } from "../store/commit.ts";
import { readConnection, writeConnection } from "../store/connections.ts";

const TRIES = 5;

/** Notes on a connection what was learnt of its server; nothing depends on it, so that it is given up when others keep writing. */
export async function updateConnectionInfo(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
  learnt: Pick<Partial<Connection>, "capabilities" | "writeCheck" | "lostEntries">,
): Promise<void> {
  await retryCommit(async () => {
    const was = await readConnection(app.kv, hostId, id);
    if (!was) return null;
    const op = newCommit(app.kv);
    writeConnection(op, was, learnt);
    return await commit(op) ? null : "lost";
  }, TRIES);
}
