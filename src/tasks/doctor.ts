/** `deno task doctor`: asks everything that the settings name whether it works, beside the running program; ends with 1 when something needs mending. */
import { gatherApp } from "../lib/server/gather.ts";
import { openLog } from "../lib/server/log.ts";
import { holderOf } from "../process/folder-lock.ts";
import {
  addressFindings,
  calendarFindings,
  type Finding,
  issuerFindings,
  mailFindings,
  providerFindings,
  secretFindings,
  timeFindings,
} from "./findings.ts";
import { settingsOrExit } from "./settings.ts";
import { NoStore, withSnapshot } from "./snapshot.ts";

const settings = settingsOrExit();
const holder = holderOf(settings.dataDir);
console.log(
  holder ? `Running as process ${holder.pid} at ${holder.address}.` : "The program does not run.",
);

const stopping = new AbortController();
try {
  const findings = await withSnapshot(settings, async (kv): Promise<Finding[]> => {
    const address = holder?.address ?? `http://localhost:${settings.listen.port}`;
    const app = await gatherApp(settings, address, {
      kv,
      wake: () => {},
      stopping: stopping.signal,
      log: openLog(() => {}),
    });
    return [
      ...addressFindings(app),
      ...secretFindings(app),
      ...await issuerFindings(app),
      ...providerFindings(app),
      ...await mailFindings(app),
      ...await calendarFindings(app),
      ...await timeFindings(app),
    ];
  });
  const signs = { good: "ok  ", look: "look", bad: "BAD " };
  for (const { tone, about, text } of findings) console.log(`${signs[tone]}  ${about}: ${text}`);
  Deno.exit(findings.some(({ tone }) => tone === "bad") ? 1 : 0);
} catch (error) {
  if (!(error instanceof NoStore)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
