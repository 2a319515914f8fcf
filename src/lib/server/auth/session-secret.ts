/** The session secret belongs to the store: records sealed with one secret open with no other. */
import type { Settings } from "../runtime/settings.ts";
import { sealingKeyId } from "./sealing.ts";
import { ensureSecret, readSecret, secretError } from "../runtime/secret-file.ts";
import { readSealingKeyIds, recordSealingKeyId } from "../records/sealing-keys.ts";

/** The secret to open a store with; creates one for a new store and records its id. Throws SecretError. */
export async function openSecret(settings: Settings, kv: Deno.Kv): Promise<string> {
  await findSecret(settings, kv);
  return await adoptSecret(settings, kv);
}

/** Records the current secret as the store's, whatever sealed it before; creates one when there is none. */
export async function adoptSecret(settings: Settings, kv: Deno.Kv): Promise<string> {
  const secret = ensureSecret(settings);
  const id = sealingKeyId(secret);
  for (;;) {
    const was = await readSealingKeyIds(kv);
    if (was.value?.at(-1) === id || await recordSealingKeyId(kv, was, id)) return secret;
  }
}

/**
 * Finds the secret without creating or recording one; null when a new one may be created. Throws SecretError when it
 * is missing, malformed, or not the one that sealed the store.
 */
export async function findSecret(settings: Settings, kv: Deno.Kv): Promise<string | null> {
  const secret = readSecret(settings);
  const last = (await readSealingKeyIds(kv)).value?.at(-1);
  if (last === undefined) return secret;
  const ids = secretIds(settings, secret);
  if (ids.includes(last)) return secret;
  throw secretError(secret === null ? "missing" : "wrong", settings);
}

/** The ids of the current and the old secret. */
export function secretIds(settings: Settings, secret: string | null): string[] {
  return [secret, settings.sessionSecretOld].filter((each) => each !== null).map(sealingKeyId);
}
