/** `deno task new-secret [--give-up]`: lists what is lost with a session secret that is gone for good; with `--give-up` the program goes on without it. */
import { giveUp } from "../lib/server/give-up.ts";
import { openSealer } from "../lib/server/sealing.ts";
import { keepSecret, readSecret, SecretProblem } from "../lib/server/secret-file.ts";
import { findSecret, sealIdsOf, startAnew } from "../lib/server/session-secret.ts";
import { countSealedElsewhere } from "../lib/server/store/sealed.ts";
import { wordsFor } from "../lib/words/index.ts";
import { say } from "../lib/words/say.ts";
import { lockFolder } from "../process/folder-lock.ts";
import { checkStore } from "../process/store-check.ts";
import { orTell } from "../process/telling.ts";
import { lostSentences } from "./losing.ts";
import { settingsOrExit } from "./settings.ts";
import { isThere } from "./whole-files.ts";

const { renew } = wordsFor("en").operations;
const settings = settingsOrExit();
await orTell(settings, async () => {
  const lock = lockFolder(settings);
  checkStore(settings);
  using kv = await Deno.openKv(settings.dbPath);
  if (await isRight(kv)) {
    console.log(renew.nothing);
    Deno.exit(0);
  }
  const ids = await sealIdsOf(settings, usable());
  const lost = [...lostSentences(await countSealedElsewhere(kv, ids)), renew.signed];
  const isMeant = Deno.args.includes("--give-up");
  if (isMeant) await goOn(kv);
  console.log(isMeant ? say(renew.done, { path: `${settings.dataDir}/secret` }) : renew.lost);
  for (const sentence of lost) console.log(`- ${sentence}`);
  if (!isMeant) console.log(renew.how);
  lock.release();
}, { before: "Nothing was changed: " });

async function isRight(kv: Deno.Kv): Promise<boolean> {
  try {
    await findSecret(settings, kv);
    return true;
  } catch (error) {
    if (error instanceof SecretProblem) return false;
    throw error;
  }
}

/** The secret that is here, whatever it opens; null for none, or what is none. */
function usable(): string | null {
  try {
    return readSecret(settings);
  } catch (error) {
    if (error instanceof SecretProblem) return null;
    throw error;
  }
}

/** What is no secret is moved aside; one that is, though another one, stays and is in force from now on. */
async function goOn(kv: Deno.Kv): Promise<void> {
  const path = `${settings.dataDir}/secret`;
  if (usable() === null && isThere(path)) {
    Deno.renameSync(path, `${path}.before-${new Date().toISOString().replaceAll(":", "-")}`);
  }
  const secret = keepSecret(settings);
  const sealer = await openSealer(secret, settings.sessionSecretOld);
  await giveUp({ kv, sealer }, await sealIdsOf(settings, secret));
  // The mark comes last: whoever is killed before it is asked again.
  await startAnew(settings, kv);
}
