import type { Settings } from "./settings.ts";
import { randomBytes } from "node:crypto";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";

type SecretLocation = Pick<Settings, "sessionSecret" | "dataDir">;

/** The session secret cannot be used; the message says why and what to do. */
export class SecretError extends Error {}

/** Where the session secret is looked for, as a person reads it. */
export function secretLocation({ sessionSecret, dataDir }: SecretLocation): string {
  return sessionSecret ? messages("en").operations.secret.setting : `${dataDir}/secret`;
}

/** The trouble with a secret in words, with what to do about it. */
export function secretError(
  why: "missing" | "wrong" | "empty" | "malformed" | "unreadable" | "unwritable",
  settings: SecretLocation & Partial<Pick<Settings, "dbPath">>,
  error?: unknown,
): SecretError {
  const words = messages("en").operations.secret;
  const path = secretLocation(settings);
  const back = format(words.back, { path: `${settings.dataDir}/secret` });
  const reason = error instanceof Error ? error.message : "";
  const text = format(words[why], { path, back, said: reason, store: settings.dbPath ?? "" });
  return new SecretError(text, { cause: error });
}

/** The session secret: the one that is set, else the one kept in the data folder; null when there is none. Throws SecretProblem for one that is no secret. */
export function readSecret(settings: SecretLocation): string | null {
  if (settings.sessionSecret) return settings.sessionSecret;
  let secret: string;
  try {
    secret = Deno.readTextFileSync(`${settings.dataDir}/secret`).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw secretError("unreadable", settings, error);
  }
  if (secret === "") throw secretError("empty", settings);
  if (!/^[0-9a-f]{64}$/i.test(secret)) throw secretError("malformed", settings);
  return secret.toLowerCase();
}

/** The same, made at the first call with mode 0600: for a store in which nothing is sealed yet (`openSecret` knows). */
export function ensureSecret(settings: SecretLocation): string {
  const present = readSecret(settings);
  if (present !== null) return present;
  try {
    Deno.mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
    createSecretFile(`${settings.dataDir}/secret`);
  } catch (error) {
    throw secretError("unwritable", settings, error);
  }
  return readSecret(settings)!;
}

/** Written whole beside its place and put there under its name: whoever dies on the way leaves no half secret, and of two who begin at once one wins. */
function createSecretFile(path: string): void {
  const beside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    {
      using file = Deno.openSync(beside, { createNew: true, write: true, mode: 0o600 });
      const bytes = new TextEncoder().encode(randomBytes(32).toString("hex") + "\n");
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
      file.syncSync();
    }
    linkOrRename(beside, path);
  } finally {
    if (pathExists(beside)) Deno.removeSync(beside);
  }
}

/** Never over one that is there; where files cannot have two names, by renaming. */
function linkOrRename(beside: string, path: string): void {
  try {
    Deno.linkSync(beside, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || pathExists(path)) return;
    Deno.renameSync(beside, path);
  }
}

function pathExists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
