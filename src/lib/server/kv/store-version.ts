/**
 * The form of the records. Programs of one major version share a store: a later one may add fields and records, which
 * an earlier one keeps as they are (every change of a record spreads what was read).
 */
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";
import { getStoredMove } from "./store-move.ts";
import { product } from "$lib/product.ts";

export interface StoreVersion {
  major: number;
  minor: number;
}

/** What this program writes. */
export const STORE_VERSION: StoreVersion = { major: 7, minor: 0 };

/** The version of the records; null in an empty store. */
export async function getStoreVersion(kv: Deno.Kv): Promise<StoreVersion | null> {
  return (await readVersion(kv)).version;
}

async function readVersion(kv: Deno.Kv) {
  const entry = await kv.get<StoreVersion | number>(keys.version());
  const { value } = entry;
  return { entry, version: typeof value === "number" ? { major: value, minor: 0 } : value };
}

/** Why this program must not use a store, else null. */
export async function storeRefusal(
  kv: Deno.Kv,
  own: StoreVersion = STORE_VERSION,
): Promise<string | null> {
  const move = await getStoredMove(kv);
  if (move?.state === "arriving") {
    return `Records from ${move.other} are still being put into this database. Run the same command again to finish.`;
  }
  if (move) {
    return `This database was moved to ${move.other}. Set INVITO_DB_PATH to it. To come back, move that one here: “move ${move.other} HERE”`;
  }
  const major = (await getStoreVersion(kv))?.major ?? own.major;
  if (major < own.major) {
    return `An earlier version of ${product} wrote this data folder (store version ${major}; this version supports ${own.major}). It was never released, and its data cannot be taken over. Start with an empty data folder, or with the version that wrote this one.`;
  }
  if (major > own.major) {
    return `A newer version of ${product} wrote this data folder (store version ${major}; this version supports ${own.major}). Start the newer version, or restore a backup made with this one.`;
  }
  return null;
}

/**
 * Why this program must not use a store, else null. An empty store takes this program's version, one with a lower minor
 * version is raised to it, once `beforeRise` is through with what is there.
 */
export async function checkStoreVersion(
  kv: Deno.Kv,
  own: StoreVersion = STORE_VERSION,
  beforeRise: (from: StoreVersion) => Promise<void> = async () => {},
): Promise<string | null> {
  const refusal = await storeRefusal(kv, own);
  if (refusal) return refusal;
  const { entry, version } = await readVersion(kv);
  if (version && version.minor >= own.minor) return null;
  if (version) await beforeRise(version);
  // Of several programs that start at once one raises it, and none sets it back.
  if (await commit(kv.atomic().check(entry).set(keys.version(), own))) return null;
  return await checkStoreVersion(kv, own, beforeRise);
}
