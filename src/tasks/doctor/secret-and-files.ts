/** Whether the session secret is the right one and the files are their owner's alone. */
import type { Settings } from "../../lib/server/runtime/settings.ts";
import { SecretError } from "../../lib/server/runtime/secret-file.ts";
import { findSecret, secretIds } from "../../lib/server/auth/session-secret.ts";
import { countSealedByOtherKeys } from "../../lib/server/store/sealing-keys.ts";
import { filesOpenToOthers } from "../../process/private-files.ts";
import type { Finding } from "./findings.ts";
import { lostSentences } from "../lost-records.ts";

/** Whether the secret opens what the store holds; what an earlier one sealed and nothing opens any more is counted. */
export async function secretFindings(settings: Settings, kv: Deno.Kv): Promise<Finding[]> {
  const about = "Secret";
  let secret: string | null;
  try {
    secret = await findSecret(settings, kv);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    return [{ tone: "bad", about, text: error.message }];
  }
  const text = settings.sessionSecret
    ? "INVITO_SESSION_SECRET is set and is the right one. Keep a copy with the backups."
    : secret === null
    ? "None yet: it is made at the first start."
    : `${settings.dataDir}/secret is the right one. Keep a copy with the backups.`;
  const lost = await countSealedByOtherKeys(kv, await secretIds(settings, secret));
  const sealedBefore = lostSentences(lost).map((what): Finding => ({
    tone: "look",
    about,
    text: `Sealed by an earlier secret, which INVITO_SESSION_SECRET_OLD can name: ${what}`,
  }));
  return [{ tone: "good", about, text }, ...sealedBefore];
}

/** Whether other users of this machine can look into folder and files. */
export function fileFindings(settings: Settings): Finding[] {
  const about = "Files";
  const open = filesOpenToOthers(settings);
  return open.length === 0
    ? [{ tone: "good", about, text: "Folder, database and secret are their owner's alone." }]
    : open.map((path) => ({
      tone: "bad",
      about,
      text: `${path} is open to other users: chmod ${
        path === settings.dataDir ? 700 : 600
      } ${path}`,
    }));
}
