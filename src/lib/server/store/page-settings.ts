import { defaultPageSettings, type PageSettings } from "$lib/scheduling/page-settings.ts";
import { keys } from "../kv/keys.ts";

/** What a host or team has set for their page. */
export async function getPageSettings(kv: Deno.Kv, ownerId: string): Promise<PageSettings> {
  return (await kv.get<PageSettings>(keys.pageSettings(ownerId))).value ?? defaultPageSettings;
}

/** Adds to a commit: what a host or team sets for their page. */
export function setPageSettings(
  op: Deno.AtomicOperation,
  ownerId: string,
  settings: PageSettings,
): Deno.AtomicOperation {
  return op.set(keys.pageSettings(ownerId), settings);
}
