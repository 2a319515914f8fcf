import { keys } from "./keys.ts";

/** The instant that a running program saw last, epoch ms; null in a new store. */
export async function getLastSeen(kv: Deno.Kv): Promise<number | null> {
  return (await kv.get<number>(keys.lastSeen())).value;
}

export async function setLastSeen(kv: Deno.Kv, now: number): Promise<void> {
  await kv.set(keys.lastSeen(), now);
}
