/** Ada, whose webhooks are delivered on this machine by the real jobs. */
import assert from "node:assert/strict";
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput, webhookKinds, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { App } from "$lib/server/app.ts";
import type { Owner } from "$lib/server/availability/change-as-owner.ts";
import { deliverWebhooks, emptyWebhooks, fanOutEvent } from "$lib/server/jobs/handlers.ts";
import { notifySeats } from "$lib/server/jobs/notify-seats.ts";
import { scheduleReminders } from "$lib/server/jobs/schedule-reminders.ts";
import { sendWebhookAlert } from "$lib/server/jobs/send-alerts.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { eachDelivery } from "$lib/server/store/webhook-deliveries.ts";
import { readSubscription } from "$lib/server/store/webhooks.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { granted } from "../granted.ts";
import { everyKind } from "../job-runs.ts";
import type { TestApp } from "../test-app.ts";
import { networkedApp, type Town, town, type TownOptions } from "../town.ts";

/** A town whose app reaches receivers on this machine. */
export async function webhookTown(options: TownOptions = {}): Promise<Town> {
  const app = await networkedApp(options.app);
  app.settings.allowPrivateHosts = ["127.0.0.1"];
  const { app: _, ...others } = options;
  return await town({ on: app, ...others });
}

/** A subscription of everything, unless said otherwise. */
export async function subscribe(
  app: App,
  owner: Owner,
  given: Partial<WebhookInput> & { url: string },
): Promise<subscriptions.ShownSecret> {
  const input = granted(parse(WebhookInput, { kinds: webhookKinds, ...given }));
  return await granted(subscriptions.create(app, owner, input));
}

/** Runs the jobs that make and send webhooks, as far as they are due, and waits for them; every other job that is due is over without having run. */
export async function deliverDue(app: App): Promise<void> {
  const others = everyKind(() => Promise.resolve({ state: "superseded" }));
  const awake: App = { ...app, wakeJobs: (committed) => runner.wake(committed) };
  const runner = openJobRunner(awake, {
    ...others,
    "fan-out-event": fanOutEvent,
    "empty-webhooks": emptyWebhooks,
    "deliver-webhooks": deliverWebhooks,
    "notify-seats": notifySeats,
    "schedule-reminders": scheduleReminders,
    "send-webhook-alert": sendWebhookAlert,
  });
  await runner.drain();
  await runner.stop(0);
}

/** The deliveries of a subscription, oldest first. */
export async function deliveriesOf(
  app: App,
  { id }: Pick<WebhookSubscription, "id">,
): Promise<WebhookDelivery[]> {
  const found: WebhookDelivery[] = [];
  for await (const { value } of eachDelivery(app.kv, id)) found.push(value);
  return found.reverse();
}

/** The only delivery of a subscription. */
export async function onlyDelivery(
  app: App,
  subscription: Pick<WebhookSubscription, "id">,
): Promise<WebhookDelivery> {
  const [delivery, ...others] = await deliveriesOf(app, subscription);
  assert(delivery && others.length === 0, `${others.length + 1} deliveries`);
  return delivery;
}

/** A subscription as it is stored. */
export async function stored(app: TestApp, { ownerId, id }: WebhookSubscription) {
  return (await readSubscription(app.kv, ownerId, id)).value!;
}
