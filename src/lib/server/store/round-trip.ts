import { keys } from "./keys.ts";

/** Writes an instant and reads it back; whether the store keeps what it is given. */
export async function roundTrip(kv: Deno.Kv, now: number): Promise<boolean> {
  await kv.set(keys.ready(), now);
  return (await kv.get<number>(keys.ready())).value !== null;
}
