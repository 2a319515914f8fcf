/** Checks of the session secret and the file modes. */
import type { Settings } from "../../lib/server/runtime/settings.ts";
import { commandLine } from "../../lib/i18n/english-only/command-line.ts";
import { SecretError } from "../../lib/server/runtime/secret-file.ts";
import { findSecret, secretIds } from "../../lib/server/auth/session-secret.ts";
import { countSealedByOtherKeys } from "../../lib/server/records/sealing-keys.ts";
import { filesOpenToOthers } from "../../process/private-files.ts";
import type { Finding } from "./findings.ts";
import { lostSentences } from "../lost-records.ts";
import { product } from "../../lib/product.ts";

/** Whether the secret opens the store's sealed records, and how many only an earlier secret opens. */
export async function secretFindings(settings: Settings, kv: Deno.Kv): Promise<Finding[]> {
  const about = "Secret";
  let secret: string | null;
  try {
    secret = await findSecret(settings, kv);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    const hint = `Put the right secret back; \`${
      commandLine("new-secret")
    }\` says what is lost without it.`;
    return [{ tone: "bad", about, text: error.message, hint }];
  }
  const text = settings.sessionSecret
    ? "INVITO_SESSION_SECRET is set and correct. Keep a copy with your backups."
    : secret === null
    ? `Not created yet. It will be created when ${product} first starts.`
    : `${settings.dataDir}/secret is correct. Keep a copy with your backups.`;
  const lost = await countSealedByOtherKeys(kv, secretIds(settings, secret));
  const sealedBefore = lostSentences(lost).map((what): Finding => ({
    tone: "note",
    about,
    text: `Encrypted with an earlier secret: ${what}`,
    hint: "Set the earlier secret in INVITO_SESSION_SECRET_OLD.",
  }));
  return [{ tone: "good", about, text }, ...sealedBefore];
}

/** Whether other users of this machine can read the data folder and its files. */
export function fileFindings(settings: Settings): Finding[] {
  const about = "Files";
  const open = filesOpenToOthers(settings);
  return open.length === 0
    ? [{
      tone: "good",
      about,
      text: "Only their owner can read the folder, the database and the secret.",
    }]
    : open.map((path) => ({
      tone: "bad",
      about,
      text: `Other users can read ${path}.`,
      hint: `Run: chmod ${path === settings.dataDir ? 700 : 600} ${path}`,
    }));
}
