import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput, webhookKinds } from "$lib/scheduling/webhook.ts";
import { messages } from "$lib/i18n/messages.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { listSelectableTypes } from "$lib/server/webhooks/selectable-types.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import type { PlaceOf, WebhookPlace } from "./webhook-place.ts";
import {
  newWebhookValues,
  readWebhookForm,
  webhookFormValues,
  webhookInputOf,
} from "./webhook-form-values.ts";
import { webhookName } from "./webhook-view.ts";

/** What a webhook's form offers. */
async function formData({ locals: { app } }: RequestEvent, place: WebhookPlace) {
  const { dashboard: { webhooks: words }, frame } = messages(place.host.language);
  const isTeams = place.team !== null;
  const groups = (["booking", "calendar", "webhook"] as const)
    // Calendars are a host's own.
    .filter((group) => !(isTeams && group === "calendar"))
    .map((group) => ({
      label: words.groups[group],
      kinds: webhookKinds.filter((kind) => kind.startsWith(`${group}.`))
        .map((kind) => ({ kind, label: words.kinds[kind] })),
    }));
  return {
    words,
    copy: frame.copy,
    list: place.list,
    groups,
    types: await listSelectableTypes(app, place.owner),
    descriptionHint: isTeams ? words.form.teamDescriptionHint : words.form.descriptionHint,
  };
}

/** The form of a new webhook. */
export async function loadNewWebhook(event: RequestEvent, place: WebhookPlace) {
  const data = await formData(event, place);
  return {
    ...data,
    title: data.words.form.title,
    back: { href: place.list, label: data.words.title },
    values: newWebhookValues,
    revision: 0,
    isStored: false,
  };
}

/** The form of an existing webhook; 404 when it is not its owner's. */
export async function loadWebhookForm(event: RequestEvent, place: WebhookPlace) {
  const subscription = await requireWebhook(event, place);
  const data = await formData(event, place);
  return {
    ...data,
    title: data.words.form.edit,
    back: { href: `${place.list}/${subscription.id}`, label: webhookName(subscription) },
    values: webhookFormValues(subscription),
    revision: subscription.revision,
    isStored: true,
  };
}

/** Creates a webhook; the page then shows its secret, this once. */
export const createWebhook = (placeOf: PlaceOf) => async (event: RequestEvent) => {
  const { host, owner, list } = await placeOf(event);
  const values = readWebhookForm(await event.request.formData());
  const input = parse(WebhookInput, webhookInputOf(values, true));
  if (!input.ok) return failWith(input.refusal, values, host.language);
  const created = await subscriptions.create(event.locals.app, owner, input.value);
  if (!created.ok) return failWith(created.refusal, values, host.language);
  const { subscription, secret } = created.value;
  return { secret, href: `${list}/${subscription.id}` };
};

/** Saves what was edited. */
export const editWebhook = (placeOf: PlaceOf) => async (event: RequestEvent) => {
  const place = await placeOf(event);
  const { id, active } = await requireWebhook(event, place);
  const form = await event.request.formData(), values = readWebhookForm(form);
  const input = parse(WebhookInput, webhookInputOf(values, active));
  if (!input.ok) return failWith(input.refusal, values, place.host.language);
  const revision = Number(form.get("revision"));
  const edited = await subscriptions.edit(event.locals.app, place.owner, id, revision, input.value);
  if (!edited.ok) return failWith(edited.refusal, values, place.host.language);
  redirect(303, `${place.list}/${id}?done=saved`);
};

/** The webhook of a page's address; 404 when it is not its owner's. */
export async function requireWebhook(event: RequestEvent, { host, owner }: WebhookPlace) {
  const id = event.params["webhookId"] ?? "";
  const found = await subscriptions.find(event.locals.app, owner, id);
  if (!found.ok) error(404, messages(host.language).refusals.sentences["not-found"]);
  return found.value;
}
