/**
 * `deno task doctor [--json]`: checks everything the settings name, also while the program runs; exits with 1 when
 * something must be fixed. `--watch [--times N]` shows how the running program does, every few seconds.
 */
import { createApp } from "../lib/server/startup/create-app.ts";
import { readSecret } from "../lib/server/runtime/secret-file.ts";
import { openLog } from "../lib/server/runtime/log.ts";
import { openSealer } from "../lib/server/auth/sealing.ts";
import { readHolder } from "../process/folder-lock.ts";
import { runTask } from "../process/operator-errors.ts";
import {
  addressFindings,
  calendarFindings,
  type Finding,
  mailFindings,
} from "./doctor/findings.ts";
import { commandArgs, exitWithUsage } from "./commands.ts";
import { backupFindings } from "./doctor/backups.ts";
import { doctorOptions } from "./doctor/options.ts";
import { jsonReport, textReport } from "./doctor/report.ts";
import { watchProgram } from "./doctor/watch.ts";
import { timeFindings } from "./doctor/held-time.ts";
import { providerFindings } from "./doctor/providers.ts";
import { signInFindings } from "./doctor/sign-in.ts";
import { proxyFindings } from "./doctor/proxy.ts";
import { fileFindings, secretFindings } from "./doctor/secret-and-files.ts";
import { webhookFindings } from "./doctor/webhooks.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { withSnapshot } from "./snapshot.ts";

/** A placeholder secret that opens nothing. */
const unused = "0".repeat(64);

const options = doctorOptions(commandArgs);
if (!options) exitWithUsage("doctor");
const settings = settingsOrExit();
const stopping = new AbortController();
await runTask(settings, async () => {
  const holder = readHolder(settings.dataDir);
  if (options.watches) {
    const secret = readSecret(settings);
    const signer = secret === null ? null : { sealer: openSealer(secret, null), now: Date.now };
    Deno.exit(await watchProgram(holder?.address ?? null, options.times, signer));
  }
  const address = holder?.address ?? `http://localhost:${settings.listen.port}`;
  const findings = await withSnapshot(settings, (kv) => findingsOf(kv, address));
  const report = { holder, findings };
  console.log(options.asJson ? JSON.stringify(jsonReport(report), null, 2) : textReport(report));
  Deno.exit(findings.some(({ tone }) => tone === "bad") ? 1 : 0);
});

/** Findings; without a valid secret only checks that need none. */
async function findingsOf(kv: Deno.Kv, address: string): Promise<Finding[]> {
  const secret = await secretFindings(settings, kv);
  const isUsable = secret.every(({ tone }) => tone !== "bad");
  const app = await createApp(settings, address, {
    kv,
    wakeJobs: () => {},
    stopping: stopping.signal,
    log: openLog(() => {}),
    ...(isUsable ? {} : { sealer: openSealer(unused, null) }),
  });
  return [
    ...addressFindings(app),
    ...await proxyFindings(app),
    ...secret,
    ...fileFindings(settings),
    ...await backupFindings(app),
    ...await signInFindings(app),
    ...providerFindings(app),
    ...await mailFindings(app),
    ...await calendarFindings(app),
    ...await webhookFindings(app),
    ...await timeFindings(app),
  ];
}
