import * as v from "valibot";
import { Next, pageQuery, Timestamp } from "$lib/openapi/fields.ts";
import { Instant } from "$lib/scheduling/api-schemas.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { deliveryReasons, deliveryStates, tryErrors } from "$lib/scheduling/webhook-delivery.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import * as deliveries from "../webhooks/deliveries.ts";
import { runDue } from "../webhooks/deliveries.ts";
import { deliveryJson } from "../webhooks/webhook-json.ts";
import { operation } from "./operation.ts";
import { ownerOf } from "./owners.ts";
import { WebhookOwner } from "./webhooks.ts";

const tag = "Webhooks", access = "webhooks";
const path = "/v0/webhooks/{id}/deliveries";
const params = { deliveryId: "The `webhook-id` of the delivery." };

/** One event on its way to a webhook. */
const Delivery = v.object({
  /** The `webhook-id` of every try. */
  id: v.string(),
  eventId: v.string(),
  /** In the webhook's naming. */
  kind: v.string(),
  test: v.boolean(),
  bookingId: v.nullable(v.string()),
  state: v.picklist(deliveryStates),
  /** Why it was stopped or skipped. */
  reason: v.nullable(v.picklist(deliveryReasons)),
  tryCount: v.number(),
  nextTryAt: v.nullable(Timestamp),
  /** The latest tries, oldest first. */
  tries: v.array(v.object({
    at: Timestamp,
    durationMs: v.number(),
    url: v.string(),
    status: v.nullable(v.number()),
    /** Why there was no answer. */
    error: v.nullable(v.picklist(tryErrors)),
    /** The first 2 KB of the answer's body. */
    answer: v.string(),
    answerTruncated: v.boolean(),
  })),
  createdAt: Timestamp,
  finishedAt: v.nullable(Timestamp),
});

const one = v.object({ delivery: Delivery });

export const listDeliveries = operation({
  id: "webhooks.deliveries",
  method: "GET",
  path,
  tag,
  summary: "List the deliveries of a webhook, newest first",
  description: "They are kept for 30 days.",
  access,
  query: v.object({
    ...WebhookOwner.entries,
    state: v.optional(v.picklist(deliveryStates)),
    kind: v.optional(WebhookInput.entries.kinds.pipe[0].item),
    ...pageQuery(),
  }),
  answer: v.object({ deliveries: v.array(Delivery), next: Next }),
}, async ({ app, host, query, params }) => {
  const { state = null, kind = null, cursor = null, limit } = query;
  const filter = { state, kind, before: cursor, limit };
  const page = await deliveries.list(app, ownerOf(host, query), params.id, filter);
  if (!page.ok) return page;
  return accepted({
    deliveries: page.value.deliveries.map(deliveryJson),
    next: page.value.next,
  });
});

export const getDelivery = operation({
  id: "webhooks.delivery",
  method: "GET",
  path: `${path}/{deliveryId}`,
  tag,
  summary: "Get a delivery with its request",
  description:
    "The request is as it was sent last, or will be sent; null once its content is gone.",
  access,
  params,
  query: WebhookOwner,
  answer: v.object({
    delivery: Delivery,
    request: v.nullable(v.object({
      headers: v.record(v.string(), v.string()),
      body: v.string(),
    })),
  }),
}, async ({ app, host, query, params }) => {
  const owner = ownerOf(host, query);
  const shown = await deliveries.show(app, owner, params.id, params.deliveryId);
  if (!shown.ok) return shown;
  const { delivery, request } = shown.value;
  return accepted({ delivery: deliveryJson(delivery), request });
});

export const sendDeliveryAgain = operation({
  id: "webhooks.sendAgain",
  method: "POST",
  path: `${path}/{deliveryId}/send-again`,
  tag,
  summary: "Send a delivery again",
  description: "Under the same `webhook-id`. One that waits is tried now.",
  access,
  params,
  query: WebhookOwner,
  answer: one,
  status: 202,
}, async ({ app, host, query, params }) => {
  const owner = ownerOf(host, query);
  const sent = await deliveries.sendAgain(app, owner, params.id, params.deliveryId);
  return sent.ok ? accepted({ delivery: deliveryJson(sent.value) }) : sent;
});

export const dropDelivery = operation({
  id: "webhooks.drop",
  method: "POST",
  path: `${path}/{deliveryId}/drop`,
  tag,
  summary: "Drop a delivery that waits or failed",
  description: "It is not tried again, and the booking’s history says so.",
  access,
  params,
  query: WebhookOwner,
  answer: one,
  status: 200,
  refusals: ["changed"],
}, async ({ app, host, query, params }) => {
  const owner = ownerOf(host, query);
  const { id, deliveryId } = params;
  const dropped = await deliveries.drop(app, owner, id, deliveryId, host.id);
  return dropped.ok ? accepted({ delivery: deliveryJson(dropped.value) }) : dropped;
});

export const sendRangeAgain = operation({
  id: "webhooks.sendRangeAgain",
  method: "POST",
  path: `${path}/send-again`,
  tag,
  summary: "Send the deliveries of a period again",
  description:
    "Oldest first, up to 1,000 in one call; the others begin at `next`. Those that were stopped or skipped, unless `states` says otherwise.",
  access,
  query: WebhookOwner,
  body: v.object({
    from: Instant,
    to: Instant,
    states: v.optional(
      v.pipe(
        v.array(v.picklist(["delivered", "stopped", "skipped"])),
        v.minLength(1, "fill-in"),
      ),
    ),
  }),
  answer: v.object({ count: v.number(), next: v.nullable(Timestamp) }),
  status: 202,
  example: { body: { from: "2027-03-01T00:00:00Z", to: "2027-03-02T00:00:00Z" } },
}, async ({ app, host, query, params, body }) => {
  const { from, to, states } = body;
  const range = { from, to, ...(states ? { states } : {}) };
  const sent = await deliveries.sendRangeAgain(app, ownerOf(host, query), params.id, range);
  if (!sent.ok) return sent;
  const { count, next } = sent.value;
  return accepted({ count, next: next === null ? null : new Date(next).toISOString() });
});

export const runDeliveries = operation({
  id: "webhooks.runDeliveries",
  method: "POST",
  path: "/v0/webhooks/deliveries/run",
  tag,
  summary: "Send what is due",
  description:
    "Deliveries go out without this; here those that are due are tried now. `due` is their number.",
  access,
  answer: v.object({ due: v.number() }),
  status: 202,
}, async ({ app, host }) => accepted(await runDue(app, host.id)));
