import { keys } from "./keys.ts";

/** The form of the store that this program writes. */
export const STORE_VERSION = 1;

/** Says when a store was written by a newer program; marks an empty one as ours. */
export async function checkStoreVersion(kv: Deno.Kv): Promise<string | null> {
  const version = (await kv.get<number>(keys.version())).value;
  if (version === null) {
    await kv.atomic().check({ key: keys.version(), versionstamp: null }).set(
      keys.version(),
      STORE_VERSION,
    ).commit();
  }
  if (version !== null && version > STORE_VERSION) {
    return `The data folder was written by a newer Invito (store version ${version}; this one knows ${STORE_VERSION}). Start the newer program, or restore a backup made by this one.`;
  }
  return null;
}
