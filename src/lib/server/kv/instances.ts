/** The programs that share a database server, each with a sign of life. */
import { listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** How often each writes one, ms. */
export const SIGN_OF_LIFE_MS = 3_000;

export async function writeSignOfLife(kv: Deno.Kv, instance: string, at: number): Promise<void> {
  await kv.set(keys.instance(instance), { at });
}

/** Forgets a program, unless it has shown itself since. */
export async function forgetInstance(
  kv: Deno.Kv,
  instance: string,
  versionstamp: string,
): Promise<void> {
  const key = keys.instance(instance);
  await kv.atomic().check({ key, versionstamp }).delete(key).commit();
}

/** Whether a program shows itself on this database server, or did within the last seconds. */
export async function isAlive(kv: Deno.Kv, instance: string): Promise<boolean> {
  return (await kv.get(keys.instance(instance))).versionstamp !== null;
}

/** The last sign of life of each program. Only its version tells something: their clocks may differ. */
export async function listInstances(
  kv: Deno.Kv,
): Promise<{ instance: string; versionstamp: string }[]> {
  const entries = await listAll(kv, { prefix: keys.instances() });
  return entries.map(({ key, versionstamp }) => ({ instance: String(key[1]), versionstamp }));
}

/** Whether a program shows itself within the time of two signs. */
export async function isStoreInUse(
  kv: Deno.Kv,
  wait = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms)),
): Promise<boolean> {
  const before = await listInstances(kv);
  if (before.length === 0) return false;
  await wait(2 * SIGN_OF_LIFE_MS);
  const known = new Set(before.map(({ versionstamp }) => versionstamp));
  return (await listInstances(kv)).some(({ versionstamp }) => !known.has(versionstamp));
}
