import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";

/** The values of a webhook's form, as entered. */
export interface WebhookFormValues {
  url: string;
  description: string;
  kinds: string[];
  /** "all" or "some" event types. */
  which: string;
  eventTypeIds: string[];
  format: string;
  naming: string;
}

/** What a new webhook begins with: the kinds that most receivers want. */
export const newWebhookValues: WebhookFormValues = {
  url: "",
  description: "",
  kinds: ["booking.confirmed", "booking.cancelled", "booking.rescheduled"],
  which: "all",
  eventTypeIds: [],
  format: "standard",
  naming: "invito",
};

export function readWebhookForm(form: FormData): WebhookFormValues {
  const text = (name: string, max: number) => String(form.get(name) ?? "").slice(0, max);
  const texts = (name: string) =>
    form.getAll(name).slice(0, 200).map((each) => String(each).slice(0, 100));
  return {
    url: text("url", 3000),
    description: text("description", 1000),
    kinds: texts("kind"),
    which: text("which", 10),
    eventTypeIds: texts("type"),
    format: text("format", 20),
    naming: text("naming", 20),
  };
}

/** The input of the verbs, still to be parsed. */
export function webhookInputOf(
  { which, eventTypeIds, ...values }: WebhookFormValues,
  active: boolean,
) {
  return { ...values, eventTypeIds: which === "some" ? eventTypeIds : null, active };
}

export function webhookFormValues(subscription: WebhookSubscription): WebhookFormValues {
  const { url, description, kinds, eventTypeIds, format, naming } = subscription;
  return {
    url,
    description,
    kinds,
    which: eventTypeIds === null ? "all" : "some",
    eventTypeIds: eventTypeIds ?? [],
    format,
    naming,
  };
}
