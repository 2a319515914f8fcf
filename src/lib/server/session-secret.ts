/** The session secret and the store belong together: what one sealed opens with no other. */
import type { Settings } from "./env.ts";
import { sealId } from "./sealing.ts";
import { keepSecret, readSecret, secretProblem } from "./secret-file.ts";
import { noteSealedBy, readSealedBy } from "./store/sealed.ts";

/** The secret that a store is to be opened with; makes one for a store that knows none, and notes which it is. Throws SecretProblem. */
export async function openSecret(settings: Settings, kv: Deno.Kv): Promise<string> {
  await findSecret(settings, kv);
  return await startAnew(settings, kv);
}

/** Notes the present secret as the store's, whatever sealed it before; makes one where there is none. */
export async function startAnew(settings: Settings, kv: Deno.Kv): Promise<string> {
  const secret = keepSecret(settings);
  const id = await sealId(secret);
  for (;;) {
    const was = await readSealedBy(kv);
    if (was.value?.at(-1) === id || await noteSealedBy(kv, was, id)) return secret;
  }
}

/**
 * The same without making or noting anything: null where a new one may be made. Throws SecretProblem when the secret is
 * missing, none at all, or another one than the store was sealed with.
 */
export async function findSecret(settings: Settings, kv: Deno.Kv): Promise<string | null> {
  const secret = readSecret(settings);
  const last = (await readSealedBy(kv)).value?.at(-1);
  if (last === undefined) return secret;
  const ids = await sealIdsOf(settings, secret);
  if (ids.includes(last)) return secret;
  throw secretProblem(secret === null ? "missing" : "wrong", settings);
}

/** The ids of the secrets that are here: the present one, and the one before. */
export async function sealIdsOf(settings: Settings, secret: string | null): Promise<string[]> {
  const here = [secret, settings.sessionSecretOld].filter((each) => each !== null);
  return await Promise.all(here.map(sealId));
}
