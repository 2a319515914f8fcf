import { keys } from "./keys.ts";

/** As much as a booking writes: a disk with room for one small record only is full. */
const BYTES = 32 * 1024;

/** Writes an instant with as many bytes as a booking takes, and reads it back; whether the store keeps what it is given. */
export async function roundTrip(kv: Deno.Kv, now: number): Promise<boolean> {
  await kv.set(keys.ready(), { now, filler: new Uint8Array(BYTES) });
  return (await kv.get<{ now: number }>(keys.ready())).value?.now !== undefined;
}
