import type { App } from "../../lib/server/app.ts";
import { eachSubscription } from "../../lib/server/store/webhooks.ts";
import type { Finding } from "./findings.ts";

/** Webhooks that were disabled because their receivers failed, by host name: the rest of an address may be secret. */
export async function webhookFindings({ kv }: Pick<App, "kv">): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { value: { url, disabled } } of eachSubscription(kv)) {
    if (!disabled) continue;
    const since = new Date(disabled.at).toISOString().slice(0, 10);
    const why = disabled.reason === "gone" ? "answered 410 Gone" : "failed for five days";
    findings.push({
      tone: "note",
      about: "Webhooks",
      text: `${new URL(url).host} ${why} and is turned off since ${since}.`,
      hint: "Its host can turn it on again under Webhooks.",
    });
  }
  return findings;
}
