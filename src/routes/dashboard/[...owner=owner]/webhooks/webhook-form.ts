import type { RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput, webhookKinds, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { messages } from "$lib/i18n/messages.ts";
import { listSelectableTypes } from "$lib/server/webhooks/selectable-types.ts";
import type { Place } from "../../place.ts";
import { webhookName } from "./webhook-view.ts";

/** The fields of a webhook's form, still to be parsed. */
export const WebhookForm = v.object({
  url: v.string(),
  description: v.string(),
  kind: v.array(v.string()),
  /** "all" or "some" event types. */
  which: v.string(),
  type: v.array(v.string()),
  format: v.string(),
  naming: v.string(),
});
export type WebhookFormValues = v.InferOutput<typeof WebhookForm>;

/** What a new webhook begins with: the kinds that most receivers want. */
const newWebhookValues: WebhookFormValues = {
  url: "",
  description: "",
  kind: ["booking.confirmed", "booking.cancelled", "booking.rescheduled"],
  which: "all",
  type: [],
  format: "standard",
  naming: "invito",
};

/** The input of the verbs. */
export function parseWebhook(
  { kind: kinds, which, type, ...values }: WebhookFormValues,
  active: boolean,
) {
  const eventTypeIds = which === "some" ? type : null;
  return parse(WebhookInput, { ...values, kinds, eventTypeIds, active });
}

/** The form of a new webhook, or of one that is stored. */
export async function webhookForm(
  { locals: { app } }: RequestEvent,
  { host, team, owner, base }: Place,
  stored: WebhookSubscription | null,
) {
  const { dashboard: { webhooks: words }, frame } = messages(host.language);
  const list = `${base}/webhooks`;
  return {
    title: stored ? words.form.edit : words.form.title,
    back: stored
      ? { href: `${list}/${stored.id}`, label: webhookName(stored) }
      : { href: list, label: words.title },
    words,
    copy: frame.copy,
    groups: (["booking", "calendar", "webhook"] as const)
      // Calendars are a host's own.
      .filter((group) => !(team && group === "calendar"))
      .map((group) => ({
        label: words.groups[group],
        kinds: webhookKinds.filter((kind) => kind.startsWith(`${group}.`))
          .map((kind) => ({ kind, label: words.kinds[kind] })),
      })),
    types: await listSelectableTypes(app, owner),
    descriptionHint: team ? words.form.teamDescriptionHint : words.form.descriptionHint,
    values: stored ? valuesOf(stored) : newWebhookValues,
    revision: stored?.revision ?? 0,
    isStored: stored !== null,
  };
}

function valuesOf(subscription: WebhookSubscription): WebhookFormValues {
  const { url, description, kinds: kind, eventTypeIds, format, naming } = subscription;
  const which = eventTypeIds === null ? "all" : "some";
  return { url, description, kind, which, type: eventTypeIds ?? [], format, naming };
}
