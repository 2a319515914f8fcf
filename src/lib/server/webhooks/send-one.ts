import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import {
  afterTry,
  type DeliveryReason,
  finished,
  type WebhookDelivery,
} from "$lib/scheduling/webhook-delivery.ts";
import type { App } from "../app.ts";
import { commit, newCommit, retryCommit } from "../kv/commit.ts";
import { readDelivery, saveDelivery, writeDelivery } from "../store/webhook-deliveries.ts";
import { eventInstant, readTold } from "../store/webhook-events.ts";
import { payloadOf, signedRequest } from "./payload.ts";
import { openSecrets } from "./secret.ts";
import { noteTry } from "./subscription-health.ts";
import { type MadeTry, tryDelivery } from "./try-delivery.ts";

/** How long the result of a try waits for requests under way. */
const LET_PASS_MS = 50;

/** Makes one try of a delivery and stores what came of it; a fault of our own is logged, and the delivery tried later. */
export async function sendOne(
  app: App,
  subscription: WebhookSubscription,
  entry: Deno.KvEntry<WebhookDelivery>,
): Promise<void> {
  const delivery = entry.value;
  try {
    const event = await readTold(app.kv, delivery);
    if (!event) return await skip(app, entry, "erased");
    const body = payloadOf(event, delivery, app.baseUrl);
    if (body === null) return await skip(app, entry, "unsupported");
    const secrets = await openSecrets(app, subscription, app.now());
    const request = signedRequest(delivery, body, secrets, app.now());
    const tried = await tryDelivery(app, subscription.url, request);
    measureTry(app, delivery, tried.made);
    await saveTry(app, delivery, tried);
  } catch (error) {
    if (app.stopping.aborted) return;
    app.log.fault("webhook-delivery", error, { delivery: delivery.id });
    await saveTry(app, delivery, { made: brokenTry(app, subscription), retryAfterMs: 0 });
  }
}

function measureTry(
  { measures, now }: App,
  { eventId, isManual }: WebhookDelivery,
  { status }: MadeTry["made"],
): void {
  const isAccepted = status !== null && status >= 200 && status < 300;
  measures.webhookTries.add(isAccepted ? "accepted" : status === null ? "unanswered" : "refused");
  // One that a host sent again says nothing of how fast the program is.
  if (isAccepted && !isManual) measures.webhookTime.observe(now() - eventInstant(eventId));
}

function brokenTry(app: App, { url }: WebhookSubscription): MadeTry["made"] {
  const nothing = { tookMs: 0, status: null, answer: "", cause: null, isAnswerCut: false };
  return { at: app.now(), url, error: "broken", ...nothing };
}

/** Stores a delivery that is not sent. */
export async function skip(
  app: App,
  entry: Deno.KvEntry<WebhookDelivery>,
  reason: DeliveryReason,
): Promise<void> {
  await saveDelivery(app.kv, entry, finished(entry.value, "skipped", reason, app.now()));
}

/** Stores a try with what it means for the subscription; a delivery that was erased or deleted meanwhile stays so. */
async function saveTry(
  app: App,
  { subscriptionId, ownerId, id }: WebhookDelivery,
  { made, retryAfterMs }: MadeTry,
): Promise<void> {
  const random = Math.random();
  await app.requests.letPass(LET_PASS_MS);
  const outcome = await retryCommit<true>(async () => {
    const was = await readDelivery(app.kv, subscriptionId, id);
    if (was.versionstamp === null || was.value.dueAt === null) return true;
    const is = afterTry(was.value, made, { retryAfterMs, random });
    const op = newCommit(app.kv);
    writeDelivery(op, was, is);
    await noteTry(app, op, { ownerId, subscriptionId }, is, made);
    return await commit(op) || "lost";
  }, 25);
  if (outcome !== true) throw new Error("a delivery changed too often");
}
