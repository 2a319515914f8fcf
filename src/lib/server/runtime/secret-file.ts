import type { Settings } from "./settings.ts";
import { randomBytes } from "node:crypto";
import { operations } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";

type SecretLocation = Pick<Settings, "sessionSecret" | "dataDir">;

/** The session secret cannot be used; the message says why and what to do. */
export class SecretError extends Error {}

/** The location of the session secret, for messages. */
export function secretLocation({ sessionSecret, dataDir }: SecretLocation): string {
  return sessionSecret ? operations.secret.setting : `${dataDir}/secret`;
}

/** An error about the secret, with what to do about it. */
export function secretError(
  why: "missing" | "wrong" | "empty" | "malformed" | "unreadable" | "unwritable",
  settings: SecretLocation & Partial<Pick<Settings, "dbPath">>,
  error?: unknown,
): SecretError {
  const words = operations.secret;
  const path = secretLocation(settings);
  const back = format(words.back, { path: `${settings.dataDir}/secret` });
  const reason = error instanceof Error ? error.message : "";
  const text = format(words[why], { path, back, reason, store: settings.dbPath ?? "" });
  return new SecretError(text, { cause: error });
}

/**
 * The session secret from the setting or else from the data folder; null when there is none. Throws SecretError when
 * it is malformed.
 */
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

/**
 * The session secret, created with mode 0600 when there is none; only for a store without sealed records (see
 * `openSecret`).
 */
export function ensureSecret(settings: SecretLocation): string {
  const existing = readSecret(settings);
  if (existing !== null) return existing;
  try {
    Deno.mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
    createSecretFile(`${settings.dataDir}/secret`);
  } catch (error) {
    throw secretError("unwritable", settings, error);
  }
  return readSecret(settings)!;
}

/**
 * Writes the secret to a temporary file and links it, so that a crash leaves no partial secret and of two starts one
 * wins.
 */
function createSecretFile(path: string): void {
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    {
      using file = Deno.openSync(temporary, { createNew: true, write: true, mode: 0o600 });
      const bytes = new TextEncoder().encode(randomBytes(32).toString("hex") + "\n");
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
      file.syncSync();
    }
    linkOrRename(temporary, path);
  } finally {
    if (pathExists(temporary)) Deno.removeSync(temporary);
  }
}

/** Never overwrites an existing secret; renames where hard links are not supported. */
function linkOrRename(temporary: string, path: string): void {
  try {
    Deno.linkSync(temporary, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || pathExists(path)) return;
    Deno.renameSync(temporary, path);
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
