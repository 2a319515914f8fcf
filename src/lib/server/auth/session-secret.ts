/** The session secret and the store belong together: what one sealed opens with no other. */
import type { Settings } from "../runtime/settings.ts";
import { sealingKeyId } from "./sealing.ts";
import { ensureSecret, readSecret, secretError } from "../runtime/secret-file.ts";
import { readSealingKeyIds, recordSealingKeyId } from "../store/sealing-keys.ts";

/** The secret that a store is to be opened with; makes one for a store that knows none, and notes which it is. Throws SecretProblem. */
export async function openSecret(settings: Settings, kv: Deno.Kv): Promise<string> {
  await findSecret(settings, kv);
  return await adoptSecret(settings, kv);
}

/** Notes the present secret as the store's, whatever sealed it before; makes one where there is none. */
export async function adoptSecret(settings: Settings, kv: Deno.Kv): Promise<string> {
  const secret = ensureSecret(settings);
  const id = await sealingKeyId(secret);
  for (;;) {
    const was = await readSealingKeyIds(kv);
    if (was.value?.at(-1) === id || await recordSealingKeyId(kv, was, id)) return secret;
  }
}

/**
 * The same without making or noting anything: null where a new one may be made. Throws SecretProblem when the secret is
 * missing, none at all, or another one than the store was sealed with.
 */
export async function findSecret(settings: Settings, kv: Deno.Kv): Promise<string | null> {
  const secret = readSecret(settings);
  const last = (await readSealingKeyIds(kv)).value?.at(-1);
  if (last === undefined) return secret;
  const ids = await secretIds(settings, secret);
  if (ids.includes(last)) return secret;
  throw secretError(secret === null ? "missing" : "wrong", settings);
}

/** The ids of the secrets that are here: the present one, and the one before. */
export async function secretIds(settings: Settings, secret: string | null): Promise<string[]> {
  const here = [secret, settings.sessionSecretOld].filter((each) => each !== null);
  return await Promise.all(here.map(sealingKeyId));
}
