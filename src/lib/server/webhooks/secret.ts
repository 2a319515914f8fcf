import { Buffer } from "node:buffer";
import type { WebhookSecret, WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";

const PREFIX = "whsec_", SECRET_BYTES = 32;

/** A new signing secret: `whsec_` and 32 random bytes in base64, as Standard Webhooks has it. */
export function newWebhookSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return PREFIX + Buffer.from(bytes).toString("base64");
}

/** The key of a secret of Standard Webhooks: the bytes behind its prefix. */
export function keyOf(secret: string): Uint8Array {
  return Buffer.from(secret.slice(PREFIX.length), "base64");
}

/** A secret as it is stored. */
export async function sealSecret(
  { sealer }: Pick<App, "sealer">,
  subscriptionId: string,
  secret: string,
): Promise<WebhookSecret> {
  return { sealed: await sealer.seal(secret, contextOf(subscriptionId)), until: null };
}

/** The secrets that sign now, the current one first. */
export function openSecrets(
  { sealer }: Pick<App, "sealer">,
  { id, secrets }: Pick<WebhookSubscription, "id" | "secrets">,
  now: number,
): Promise<string[]> {
  const valid = secrets.filter(({ until }) => until === null || until > now);
  return Promise.all(valid.map(({ sealed }) => sealer.open(sealed, contextOf(id))));
}

const contextOf = (subscriptionId: string) => `webhook:${subscriptionId}`;
