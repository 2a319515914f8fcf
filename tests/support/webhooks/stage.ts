/** Ada, whose webhooks are delivered on this machine by the real jobs. */
import assert from "node:assert/strict";
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput, webhookKinds, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { App } from "$lib/server/app.ts";
import type { Owner } from "$lib/server/availability/change-as-owner.ts";
import { deliverWebhooks } from "$lib/server/jobs/deliver-webhooks.ts";
import { emptyWebhooks } from "$lib/server/jobs/empty-webhooks.ts";
import { fanOutEvent } from "$lib/server/jobs/fan-out-event.ts";
import { notifySeats } from "$lib/server/jobs/notify-seats.ts";
import { scheduleReminders } from "$lib/server/jobs/schedule-reminders.ts";
import { sendWebhookAlert } from "$lib/server/jobs/send-webhook-alert.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { eachDelivery } from "$lib/server/store/webhook-deliveries.ts";
import { readSubscription } from "$lib/server/store/webhooks.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { everyKind } from "../job-runs.ts";
import type { TestApp } from "../test-app.ts";
import { configuredApp, type Town, town, type TownOptions } from "../town.ts";

/** A town whose app reaches receivers on this machine. */
export async function webhookTown(options: TownOptions = {}): Promise<Town> {
  const outgoing = openHttpClient();
  const app = await configuredApp({
    fetch: openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect }),
    ...options.app,
  });
  app.settings.allowPrivateHosts = ["127.0.0.1"];
  const end = app[Symbol.dispose];
  const closing = Object.assign(app, {
    [Symbol.dispose]() {
      outgoing.close();
      end();
    },
  });
  const { app: _, ...others } = options;
  return await town({ on: closing, ...others });
}

/** A subscription of everything, unless said otherwise. */
export async function subscribe(
  app: App,
  owner: Owner,
  given: Partial<WebhookInput> & { url: string },
): Promise<subscriptions.ShownSecret> {
  const input = parse(WebhookInput, { kinds: webhookKinds, ...given });
  assert(input.ok, JSON.stringify(input));
  const created = await subscriptions.create(app, owner, input.value);
  assert(created.ok, JSON.stringify(created));
  return created.value;
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
