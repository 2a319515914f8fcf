import * as v from "valibot";
import { Id, partial, Timestamp } from "$lib/openapi/fields.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { deliveryStates } from "$lib/scheduling/webhook-delivery.ts";
import { webhookFormats, WebhookInput, webhookNamings } from "$lib/scheduling/webhook.ts";
import { sendTest } from "../webhooks/deliveries.ts";
import * as subscriptions from "../webhooks/subscriptions.ts";
import { rotateSecret } from "../webhooks/subscriptions.ts";
import { readWebhookJson } from "../webhooks/webhook-json.ts";
import { operation } from "./operation.ts";
import { ownerOf } from "./owners.ts";

const tag = "Webhooks", access = "webhooks";

/** Whose webhooks: those of a team that the caller manages, or without it their own. */
export const WebhookOwner = v.object({
  teamId: v.optional(v.pipe(Id, v.minLength(1))),
});

/** A webhook without its secret. */
const Webhook = v.object({
  id: v.string(),
  /** Null for a host's own. */
  teamId: v.nullable(v.string()),
  /** Who made it or gave it its present URL; `manages` is false for who is no longer an owner or admin of the team. */
  createdBy: v.object({ id: v.string(), name: v.nullable(v.string()), manages: v.boolean() }),
  url: v.string(),
  description: v.string(),
  /** The names of its events in its naming. */
  kinds: v.array(v.string()),
  naming: v.picklist(webhookNamings),
  format: v.picklist(webhookFormats),
  /** Null for all. */
  eventTypeIds: v.nullable(v.array(v.string())),
  active: v.boolean(),
  state: v.picklist(["active", "failing", "paused", "disabled"]),
  failingSince: v.nullable(Timestamp),
  disabled: v.nullable(v.object({ at: Timestamp, reason: v.picklist(["gone", "failing"]) })),
  /** Until when the secret before the current one signs too. */
  formerSecretUntil: v.nullable(Timestamp),
  revision: v.number(),
  createdAt: Timestamp,
});

const one = v.object({ webhook: Webhook });
const withSecret = v.object({ webhook: Webhook, secret: v.nullable(v.string()) });
const team = "With `teamId` for a team that you own or administer.";

export const listWebhooks = operation({
  id: "webhooks.list",
  method: "GET",
  path: "/v0/webhooks",
  tag,
  summary: "List webhooks",
  description: team,
  access,
  query: WebhookOwner,
  answer: v.object({ webhooks: v.array(Webhook) }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const found = await subscriptions.list(app, ownerOf(host, query));
  if (!found.ok) return found;
  return accepted({
    webhooks: await Promise.all(found.value.map((each) => readWebhookJson(app, each))),
  });
});

export const createWebhook = operation({
  id: "webhooks.create",
  method: "POST",
  path: "/v0/webhooks",
  tag,
  summary: "Create a webhook",
  description:
    `${team} The secret is answered this once. \`kinds\` are names such as \`booking.confirmed\`; see the webhooks of this document.`,
  access,
  query: WebhookOwner,
  body: WebhookInput,
  answer: withSecret,
  secrets: ["secret"],
  revised: "webhook",
  refusals: ["not-found"],
  example: {
    body: {
      url: "https://example.org/hooks/bookings",
      kinds: ["booking.confirmed", "booking.cancelled", "booking.rescheduled"],
    },
  },
}, async ({ app, host, query, body }) => {
  const created = await subscriptions.create(app, ownerOf(host, query), body);
  if (!created.ok) return created;
  const { subscription, secret } = created.value;
  return accepted({ webhook: await readWebhookJson(app, subscription), secret });
});

export const getWebhook = operation({
  id: "webhooks.get",
  method: "GET",
  path: "/v0/webhooks/{id}",
  tag,
  summary: "Get a webhook",
  access,
  query: WebhookOwner,
  answer: one,
  revised: "webhook",
}, async ({ app, host, query, params }) => {
  const found = await subscriptions.find(app, ownerOf(host, query), params.id);
  return found.ok ? accepted({ webhook: await readWebhookJson(app, found.value) }) : found;
});

export const updateWebhook = operation({
  id: "webhooks.update",
  method: "PATCH",
  path: "/v0/webhooks/{id}",
  tag,
  summary: "Change, pause or resume a webhook",
  description:
    "Changes the fields that the body names; with `revision` or If-Match only if it is still current. `active: true` also resumes one that was disabled.",
  access,
  query: WebhookOwner,
  body: v.object({ ...partial(WebhookInput.entries), revision: v.optional(v.number()) }),
  answer: one,
  revised: "webhook",
  refusals: ["changed"],
  example: { body: { active: false } },
}, async ({ app, host, query, params, body, revision }) => {
  const owner = ownerOf(host, query);
  const found = await subscriptions.find(app, owner, params.id);
  if (!found.ok) return found;
  const { url, kinds, naming, format, eventTypeIds, description, active } = found.value;
  const was = { url, kinds, naming, format, eventTypeIds, description, active };
  const { revision: expected = revision ?? found.value.revision, ...changes } = body;
  const input = { ...was, ...changes };
  const edited = await subscriptions.edit(app, owner, params.id, expected, input);
  return edited.ok ? accepted({ webhook: await readWebhookJson(app, edited.value) }) : edited;
});

export const deleteWebhook = operation({
  id: "webhooks.delete",
  method: "DELETE",
  path: "/v0/webhooks/{id}",
  tag,
  summary: "Delete a webhook and its deliveries",
  access,
  query: WebhookOwner,
  conditional: true,
  answer: v.object({}),
}, async ({ app, host, query, params, revision }) => {
  const removed = await subscriptions.remove(app, ownerOf(host, query), params.id, revision);
  return removed.ok ? accepted({}) : removed;
});

export const rotateWebhookSecret = operation({
  id: "webhooks.rotateSecret",
  method: "POST",
  path: "/v0/webhooks/{id}/rotate-secret",
  tag,
  summary: "Create a new signing secret",
  description: "The one before signs beside it for 24 hours.",
  access: "session",
  query: WebhookOwner,
  answer: withSecret,
  status: 200,
  secrets: ["secret"],
  revised: "webhook",
}, async (call) => {
  const { app, host, query, params, revision } = call;
  const rotated = await rotateSecret(app, ownerOf(host, query), params.id, revision);
  if (!rotated.ok) return rotated;
  const { subscription, secret } = rotated.value;
  return accepted({ webhook: await readWebhookJson(app, subscription), secret });
});

export const testWebhook = operation({
  id: "webhooks.test",
  method: "POST",
  path: "/v0/webhooks/{id}/test",
  tag,
  summary: "Send a test event",
  description: "A made-up event of one of its kinds, also while the webhook is paused.",
  access,
  query: WebhookOwner,
  body: v.object({ kind: v.optional(WebhookInput.entries.kinds.pipe[0].item) }),
  answer: v.object({
    delivery: v.object({ id: v.string(), state: v.picklist(deliveryStates) }),
  }),
  status: 202,
  example: { body: { kind: "booking.confirmed" } },
}, async ({ app, host, query, params, body }) => {
  const sent = await sendTest(app, ownerOf(host, query), params.id, body.kind ?? null);
  if (!sent.ok) return sent;
  const { id, state } = sent.value;
  return accepted({ delivery: { id, state } });
});
