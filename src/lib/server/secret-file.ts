import type { Settings } from "./env.ts";
import { randomBytes } from "node:crypto";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";

type Place = Pick<Settings, "sessionSecret" | "dataDir">;

/** The session secret cannot be used; the message says why and what to do. */
export class SecretProblem extends Error {}

/** Where the session secret is looked for, as a person reads it. */
export function secretPlace({ sessionSecret, dataDir }: Place): string {
  return sessionSecret ? wordsFor("en").operations.secret.setting : `${dataDir}/secret`;
}

/** The trouble with a secret in words, with what to do about it. */
export function secretProblem(
  why: "missing" | "wrong" | "empty" | "malformed" | "unreadable" | "unwritable",
  settings: Place & Partial<Pick<Settings, "dbPath">>,
  error?: unknown,
): SecretProblem {
  const words = wordsFor("en").operations.secret;
  const path = secretPlace(settings);
  const back = say(words.back, { path: `${settings.dataDir}/secret` });
  const said = error instanceof Error ? error.message : "";
  const text = say(words[why], { path, back, said, store: settings.dbPath ?? "" });
  return new SecretProblem(text, { cause: error });
}

/** The session secret: the one that is set, else the one kept in the data folder; null when there is none. Throws SecretProblem for one that is no secret. */
export function readSecret(settings: Place): string | null {
  if (settings.sessionSecret) return settings.sessionSecret;
  let secret: string;
  try {
    secret = Deno.readTextFileSync(`${settings.dataDir}/secret`).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw secretProblem("unreadable", settings, error);
  }
  if (secret === "") throw secretProblem("empty", settings);
  if (!/^[0-9a-f]{64}$/i.test(secret)) throw secretProblem("malformed", settings);
  return secret.toLowerCase();
}

/** The same, made at the first call with mode 0600: for a store in which nothing is sealed yet (`openSecret` knows). */
export function keepSecret(settings: Place): string {
  const present = readSecret(settings);
  if (present !== null) return present;
  try {
    Deno.mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
    makeSecret(`${settings.dataDir}/secret`);
  } catch (error) {
    throw secretProblem("unwritable", settings, error);
  }
  return readSecret(settings)!;
}

/** Written whole beside its place and put there under its name: whoever dies on the way leaves no half secret, and of two who begin at once one wins. */
function makeSecret(path: string): void {
  const beside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    {
      using file = Deno.openSync(beside, { createNew: true, write: true, mode: 0o600 });
      const bytes = new TextEncoder().encode(randomBytes(32).toString("hex") + "\n");
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
      file.syncSync();
    }
    putInPlace(beside, path);
  } finally {
    if (isThere(beside)) Deno.removeSync(beside);
  }
}

/** Never over one that is there; where files cannot have two names, by renaming. */
function putInPlace(beside: string, path: string): void {
  try {
    Deno.linkSync(beside, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || isThere(path)) return;
    Deno.renameSync(beside, path);
  }
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
