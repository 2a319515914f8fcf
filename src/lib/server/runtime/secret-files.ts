import type { SettingError } from "./settings.ts";

/** A setting whose value is a secret, and so may stand in a file. */
const secretName = /^(INVITO_\w*(SECRET|SECRET_OLD|PASSWORD|TOKEN)|DENO_KV_ACCESS_TOKEN)$/;
const end = "_FILE";

/**
 * The environment with the secrets that `NAME_FILE` names read from their files, as Docker, Kubernetes and systemd hand
 * them over; one line break at the end is not a part of a secret.
 */
export function readSecretFiles(
  env: Readonly<Record<string, string>>,
  read: (path: string) => string = Deno.readTextFileSync,
): { env: Record<string, string>; errors: SettingError[] } {
  const all = { ...env };
  const errors: SettingError[] = [];
  for (const [name, path] of Object.entries(env)) {
    const secret = name.slice(0, -end.length);
    if (!name.endsWith(end) || !secretName.test(secret)) continue;
    delete all[name];
    if (!path.trim()) continue;
    if (env[secret]?.trim()) {
      errors.push({ name, text: `is set, and so is ${secret}. Set one of them.` });
      continue;
    }
    try {
      const text = read(path).replace(/\r?\n$/, "");
      if (!text.trim()) errors.push({ name, text: `${path} is empty.` });
      all[secret] = text;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      errors.push({ name, text: `${path} can’t be read: ${reason}.` });
    }
  }
  return { env: all, errors };
}
