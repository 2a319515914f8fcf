import { type ActionFailure, redirect, type RequestEvent } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";
import { localInstant } from "$lib/scheduling/local-instant.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { failWith, type RefusalText } from "$lib/server/http/problem-details.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { requireWebhook } from "./form-page.ts";
import type { PlaceOf, WebhookPlace } from "./webhook-place.ts";
import { moment } from "./webhook-view.ts";

/** The entered values of the form that sends a period again. */
export interface RangeValues {
  from: string;
  to: string;
  which: string;
}

/** What the page of a webhook shows after a form that led nowhere else. */
export type DeskForm =
  | { secret: string; title: string }
  | { refusal: RefusalText; values: Partial<RangeValues> }
  | null;

const failedStates = ["stopped", "skipped"] as const;
const everyState = ["stopped", "skipped", "delivered"] as const;

/** The forms on the page of a webhook. */
export const deskActions = (placeOf: PlaceOf) => {
  const change = (
    done: string,
    verb: (event: RequestEvent, place: WebhookPlace, id: string) => Promise<Outcome<unknown>>,
  ) =>
  async (event: RequestEvent) => {
    const { place, subscription } = await found(event);
    const outcome = await verb(event, place, subscription.id);
    if (!outcome.ok) return refuse(outcome.refusal, place);
    redirect(303, `${place.list}/${subscription.id}?done=${done}`);
  };

  async function found(event: RequestEvent) {
    const place = await placeOf(event);
    return { place, subscription: await requireWebhook(event, place) };
  }

  return {
    pause: change(
      "paused",
      ({ locals: { app } }, { owner }, id) => subscriptions.setActive(app, owner, id, false),
    ),

    resume: change(
      "resumed",
      ({ locals: { app } }, { owner }, id) => subscriptions.setActive(app, owner, id, true),
    ),

    test: change(
      "tested",
      ({ locals: { app } }, { owner }, id) => deliveries.sendTest(app, owner, id),
    ),

    again: change("again&count=1", async ({ request, locals: { app } }, { owner }, id) => {
      const delivery = String((await request.formData()).get("delivery") ?? "");
      return await deliveries.sendAgain(app, owner, id, delivery);
    }),

    rotate: async (event: RequestEvent) => {
      const { place, subscription } = await found(event);
      const rotated = await subscriptions.rotateSecret(
        event.locals.app,
        place.owner,
        subscription.id,
      );
      if (!rotated.ok) return refuse(rotated.refusal, place);
      return {
        secret: rotated.value.secret,
        title: rotatedText(place, rotated.value.subscription),
      };
    },

    sendRange: async (event: RequestEvent) => {
      const { place, subscription: { id } } = await found(event);
      const values = readRange(await event.request.formData());
      const range = parseRange(values, place.host.zone);
      if (!range.ok) return refuse(range.refusal, place, values);
      const sent = await deliveries.sendRangeAgain(event.locals.app, place.owner, id, range.value);
      if (!sent.ok) return refuse(sent.refusal, place, values);
      const { count, next } = sent.value;
      redirect(303, `${place.list}/${id}?done=again&count=${count}${next ? `&next=${next}` : ""}`);
    },

    remove: async (event: RequestEvent) => {
      const { place, subscription: { id } } = await found(event);
      if ((await event.request.formData()).get("sure") !== "on") {
        return refuse({ code: "invalid", fields: { sure: "sure-needed" } }, place);
      }
      const removed = await subscriptions.remove(event.locals.app, place.owner, id);
      if (!removed.ok) return refuse(removed.refusal, place);
      redirect(303, `${place.list}?removed`);
    },
  };
};

function refuse(
  refusal: Refusal,
  { host }: WebhookPlace,
  values: Partial<RangeValues> = {},
): ActionFailure<{ refusal: RefusalText; values: Partial<RangeValues> }> {
  return failWith(refusal, values, host.language);
}

function rotatedText({ host }: WebhookPlace, { secrets, format: shape }: WebhookSubscription) {
  const words = messages(host.language).dashboard.webhooks.secret;
  const until = secrets[1]?.until;
  return until && shape === "standard"
    ? format(words.rotated, { when: moment(until, host) })
    : words.rotatedOther;
}

function readRange(form: FormData): RangeValues {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 40);
  return { from: text("from"), to: text("to"), which: text("which") };
}

/** A period in the host's wall-clock time. */
function parseRange(
  { from, to, which }: RangeValues,
  zone: string,
): Outcome<deliveries.DeliveryRange> {
  const begins = localInstant(from, zone), ends = localInstant(to, zone);
  const fields = {
    ...(begins === null ? { from: "start-invalid" } : {}),
    ...(ends === null ? { to: "start-invalid" } : {}),
  };
  if (begins === null || ends === null || Object.keys(fields).length > 0) {
    return { ok: false, refusal: { code: "invalid", fields } };
  }
  const states = which === "all" ? everyState : failedStates;
  return { ok: true, value: { from: begins, to: ends, states } };
}
