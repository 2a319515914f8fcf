import type { Settings } from "./env.ts";
import { randomBytes } from "node:crypto";

/** The session secret: the one that is set, else the one kept in the data folder, made at the first call with mode 0600. */
export function keepSecret(settings: Pick<Settings, "sessionSecret" | "dataDir">): string {
  if (settings.sessionSecret) return settings.sessionSecret;
  const path = `${settings.dataDir}/secret`;
  Deno.mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  if (!isThere(path)) makeSecret(path);
  const secret = Deno.readTextFileSync(path).trim();
  if (!/^[0-9a-f]{64}$/.test(secret)) {
    throw new Error(
      `${path} does not hold 64 hex digits. Put the secret back from a backup; without it nothing that is sealed can be read.`,
    );
  }
  return secret;
}

/** Written whole beside its place and put there under its name: whoever dies on the way leaves no half secret, and of two who begin at once one wins. */
function makeSecret(path: string): void {
  const beside = `${path}.${randomBytes(6).toString("hex")}`;
  {
    using file = Deno.openSync(beside, { createNew: true, write: true, mode: 0o600 });
    const bytes = new TextEncoder().encode(randomBytes(32).toString("hex") + "\n");
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    file.syncSync();
  }
  try {
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
