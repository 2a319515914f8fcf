import { isRemoteDatabase } from "../runtime/settings.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import { foldCommits } from "./folded-commits.ts";
import { withKnownOutcomes } from "./known-outcomes.ts";

/** How long a server may take that is started at the same time. */
const PATIENCE_MS = 15 * SECOND;

/** Opens the database of a file or of a KV Connect server. */
export async function openStore(dbPath: string): Promise<Deno.Kv> {
  if (!isRemoteDatabase(dbPath)) return foldCommits(await Deno.openKv(dbPath));
  for (const end = performance.now() + PATIENCE_MS;;) {
    try {
      return withKnownOutcomes(await Deno.openKv(dbPath));
    } catch (error) {
      const isAbsent = error instanceof Error && /failed to connect/.test(error.message);
      if (!isAbsent || performance.now() > end) throw error;
      await new Promise((wake) => setTimeout(wake, 300));
    }
  }
}
