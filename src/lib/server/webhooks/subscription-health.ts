import { HOUR } from "$lib/scheduling/durations.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import {
  type DeliveryTry,
  DISABLED_AFTER_MS,
  isAccepted,
  type WebhookDelivery,
} from "$lib/scheduling/webhook-delivery.ts";
import type { App } from "../app.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { writeEvent } from "../store/webhook-events.ts";
import { listSubscriptions, readSubscription, writeSubscription } from "../store/webhooks.ts";

/** After a start or a jump of the clock, days of failures count once it has been steady for so long. */
const TRUSTED_AFTER_MS = HOUR;

/**
 * Adds to the commit of a try: since when the subscription fails; that it is disabled, at once by 410 or after five days
 * of failures; the email to its host, once until it works again; and the event for the owner's other subscriptions.
 */
export async function noteTry(
  app: App,
  op: Deno.AtomicOperation,
  { ownerId, subscriptionId }: { ownerId: string; subscriptionId: string },
  delivery: WebhookDelivery,
  made: DeliveryTry,
): Promise<void> {
  const entry = await readSubscription(app.kv, ownerId, subscriptionId);
  if (entry.versionstamp === null) return;
  const was = entry.value;
  const is = isAccepted(made) ? asWorking(was) : asFailing(app, was, delivery, made);
  if (is === was) return;
  const now = app.now();
  const isToTell = is.failingSince !== null && was.notifiedAt === null &&
    (is.disabled !== null || delivery.reason === "exhausted");
  writeSubscription(op, entry, isToTell ? { ...is, notifiedAt: now } : is);
  if (isToTell) writeAlert(op, is, now);
  if (is.disabled && !was.disabled) await writeDisabledEvent(app, op, is, now);
}

/** One that was disabled meanwhile stays as it is until its host makes it active. */
function asWorking(was: WebhookSubscription): WebhookSubscription {
  return was.failingSince === null || was.disabled
    ? was
    : { ...was, failingSince: null, notifiedAt: null };
}

function asFailing(
  { now, clock }: Pick<App, "now" | "clock">,
  was: WebhookSubscription,
  { reason }: WebhookDelivery,
  made: DeliveryTry,
): WebhookSubscription {
  // The beginning lies in the future when the clock was set back since.
  const isAhead = was.failingSince !== null && was.failingSince > now();
  const failingSince = isAhead ? made.at : was.failingSince ?? made.at;
  const isGone = made.status === 410;
  const isTooLong = made.at - failingSince >= DISABLED_AFTER_MS &&
    clock.agreedForMs() >= TRUSTED_AFTER_MS;
  if (was.active && (isGone || isTooLong)) {
    const disabled = { at: made.at, reason: isGone ? "gone" as const : "failing" as const };
    return { ...was, failingSince, active: false, disabled };
  }
  // A delivery that stopped is told of, whether or not this is the first failure.
  if (was.failingSince === failingSince && !(reason === "exhausted" && was.notifiedAt === null)) {
    return was;
  }
  return { ...was, failingSince };
}

/** The email that tells the host who made the subscription. */
function writeAlert(
  op: Deno.AtomicOperation,
  { id, ownerId, createdBy, failingSince }: WebhookSubscription,
  now: number,
): void {
  const work = {
    kind: "send-webhook-alert" as const,
    hostId: createdBy,
    ownerId,
    subscriptionId: id,
    since: failingSince!,
  };
  writeJob(op, newJob({ hostId: createdBy, work, dueAt: now }, now));
}

async function writeDisabledEvent(
  app: App,
  op: Deno.AtomicOperation,
  { id, ownerId, url, description, disabled, failingSince }: WebhookSubscription,
  at: number,
): Promise<void> {
  const others = (await listSubscriptions(app.kv, ownerId)).filter((each) => each.id !== id);
  if (!others.some(({ kinds }) => kinds.includes("webhook.disabled"))) return;
  const reason = disabled!.reason;
  writeEvent(op, {
    kind: "webhook.disabled",
    at,
    owners: [ownerId],
    onlyFor: null,
    isTest: false,
    facts: { about: "webhook", subscriptionId: id, url, description, reason, failingSince },
  });
}
