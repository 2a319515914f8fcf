import { keys } from "./keys.ts";

/** As much as a booking writes: a disk with room for one small record only is full. */
const PROBE_BYTES = 32 * 1024;

/** Writes an instant with as many bytes as a booking takes, and reads it back; whether the store keeps what it is given. */
export async function probeStore(kv: Deno.Kv, now: number): Promise<boolean> {
  await kv.set(keys.readinessProbe(), { now, filler: new Uint8Array(PROBE_BYTES) });
  return (await kv.get<{ now: number }>(keys.readinessProbe())).value?.now !== undefined;
}
