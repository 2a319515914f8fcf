import type { Settings } from "./env.ts";
import { randomBytes } from "node:crypto";

/** The session secret: the one that is set, else the one kept in the data folder, made at the first call with mode 0600. */
export function keepSecret(settings: Pick<Settings, "sessionSecret" | "dataDir">): string {
  if (settings.sessionSecret) return settings.sessionSecret;
  const path = `${settings.dataDir}/secret`;
  Deno.mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  try {
    Deno.writeTextFileSync(path, randomBytes(32).toString("hex") + "\n", {
      createNew: true,
      mode: 0o600,
    });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
  const secret = Deno.readTextFileSync(path).trim();
  if (!/^[0-9a-f]{64}$/.test(secret)) {
    throw new Error(
      `${path} does not hold 64 hex digits. Put the secret back from a backup; without it nothing that is sealed can be read.`,
    );
  }
  return secret;
}
