/** `deno task doctor`: asks everything that the settings name whether it works, beside the running program; ends with 1 when something needs mending. */
import { gatherApp } from "../lib/server/gather.ts";
import { openLog } from "../lib/server/log.ts";
import { openSealer } from "../lib/server/sealing.ts";
import { holderOf } from "../process/folder-lock.ts";
import { orTell } from "../process/telling.ts";
import {
  addressFindings,
  calendarFindings,
  type Finding,
  issuerFindings,
  mailFindings,
} from "./findings.ts";
import { timeFindings } from "./findings/held-time.ts";
import { providerFindings } from "./findings/providers.ts";
import { proxyFindings } from "./findings/proxy.ts";
import { fileFindings, secretFindings } from "./findings/safekeeping.ts";
import { settingsOrExit } from "./settings.ts";
import { withSnapshot } from "./snapshot.ts";

/** Opens nothing: stands in for a secret that is not there. */
const unused = "0".repeat(64);

const settings = settingsOrExit();
const signs = { good: "ok  ", look: "look", bad: "BAD " };
const stopping = new AbortController();
await orTell(settings, async () => {
  const holder = holderOf(settings.dataDir);
  console.log(
    holder ? `Running as process ${holder.pid} at ${holder.address}.` : "The program does not run.",
  );
  const address = holder?.address ?? `http://localhost:${settings.listen.port}`;
  const findings = await withSnapshot(settings, (kv) => findingsOf(kv, address));
  for (const { tone, about, text } of findings) console.log(`${signs[tone]}  ${about}: ${text}`);
  Deno.exit(findings.some(({ tone }) => tone === "bad") ? 1 : 0);
});

/** Without its secret a store is asked only what needs none. */
async function findingsOf(kv: Deno.Kv, address: string): Promise<Finding[]> {
  const secret = await secretFindings(settings, kv);
  const isUsable = secret.every(({ tone }) => tone !== "bad");
  const app = await gatherApp(settings, address, {
    kv,
    wake: () => {},
    stopping: stopping.signal,
    log: openLog(() => {}),
    ...(isUsable ? {} : { sealer: await openSealer(unused, null) }),
  });
  return [
    ...addressFindings(app),
    ...await proxyFindings(app),
    ...secret,
    ...fileFindings(settings),
    ...await issuerFindings(app),
    ...providerFindings(app),
    ...await mailFindings(app),
    ...await calendarFindings(app),
    ...await timeFindings(app),
  ];
}
