import { keys } from "./keys.ts";

/** What running programs have seen of the wall clock, epoch ms. */
export interface LastSeen {
  at: number;
  /** The last instant of a clock that had agreed with the monotonic one for an hour; null where none has yet. */
  believed: number | null;
  /** Whether something is still to be put right after a jump. */
  unsettled?: boolean;
}

/** Null in a new store. */
export async function getLastSeen(kv: Deno.Kv): Promise<LastSeen | null> {
  return (await kv.get<LastSeen>(keys.lastSeen())).value;
}

export async function setLastSeen(kv: Deno.Kv, seen: LastSeen): Promise<void> {
  await kv.set(keys.lastSeen(), seen);
}
