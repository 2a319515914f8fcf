import { keys } from "./keys.ts";

/** That a store is not in use: its records are still arriving, or have all left for another one. */
export interface StoredMove {
  state: "arriving" | "left";
  /** The store at the other end: a path, or an address. */
  other: string;
  at: number;
}

export async function getStoredMove(kv: Deno.Kv): Promise<StoredMove | null> {
  return (await kv.get<StoredMove>(keys.storeMove())).value;
}

export async function setStoredMove(kv: Deno.Kv, move: StoredMove | null): Promise<void> {
  if (move) await kv.set(keys.storeMove(), move);
  else await kv.delete(keys.storeMove());
}
