import { isRemoteDatabase } from "../runtime/settings.ts";
import { withKnownOutcomes } from "./known-outcomes.ts";

/** Opens the database of a file or of a KV Connect server. */
export async function openStore(dbPath: string): Promise<Deno.Kv> {
  const kv = await Deno.openKv(dbPath);
  return isRemoteDatabase(dbPath) ? withKnownOutcomes(kv) : kv;
}
