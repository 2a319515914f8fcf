import type { App } from "../../lib/server/app.ts";
import type { WebhookSubscription } from "../../lib/scheduling/webhook.ts";
import { eachDelivery } from "../../lib/server/store/webhook-deliveries.ts";
import { eachSubscription } from "../../lib/server/store/webhooks.ts";
import type { Finding } from "./findings.ts";

/** Webhooks whose receivers fail, by host name: the rest of an address may be secret. */
export async function webhookFindings({ kv }: Pick<App, "kv">): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { value: subscription } of eachSubscription(kv)) {
    const { url, disabled, failingSince } = subscription;
    if (!disabled && failingSince === null) continue;
    const cause = await lastCause(kv, subscription);
    const server = new URL(url).host + (cause ? ` (${cause})` : "");
    const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
    const why = disabled?.reason === "gone" ? "answered 410 Gone" : "failed for five days";
    findings.push({
      tone: "note",
      about: "Webhooks",
      text: disabled
        ? `${server} ${why} and is turned off since ${dayOf(disabled.at)}.`
        : `${server} has accepted nothing since ${dayOf(failingSince!)}.`,
      hint: disabled
        ? "Its host can turn it on again under Webhooks."
        : "Its host sees every try under Webhooks.",
    });
  }
  return findings;
}

/** Why the newest delivery got no answer, which its host is told less of; null where there was one. */
async function lastCause(kv: Deno.Kv, { id }: WebhookSubscription): Promise<string | null> {
  for await (const { value: { tries } } of eachDelivery(kv, id)) {
    const last = tries.at(-1);
    if (last) return last.cause;
  }
  return null;
}
