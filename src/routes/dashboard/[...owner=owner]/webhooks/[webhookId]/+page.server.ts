import { error } from "@sveltejs/kit";
import * as v from "valibot";
import { format, plural } from "$lib/i18n/format.ts";
import { enteredMoment } from "$lib/i18n/entered-date.ts";
import { messages } from "$lib/i18n/messages.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { localInstant } from "$lib/scheduling/local-instant.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { deliveryStates } from "$lib/scheduling/webhook-delivery.ts";
import { webhookKinds, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { actionBy } from "$lib/server/http/action.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import php from "../../../../../../docs/webhooks/verify.php?raw";
import python from "../../../../../../docs/webhooks/verify.py?raw";
import typescript from "../../../../../../docs/webhooks/verify.ts?raw";
import { placeOf } from "../../../place.ts";
import * as view from "../webhook-view.ts";
import type { Actions, PageServerLoad } from "./$types";

const PAGE = 30;

/** The functions that verify a webhook, as `docs/webhooks` has them. */
const snippets = { typescript, python, php };

/** A webhook with its deliveries, as the address filters them. */
export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event), { host, owner, base } = place;
  const subscription = await view.requireWebhook(event, place);
  const { dashboard: { webhooks: words }, frame, refusals } = messages(host.language);
  const query = event.url.searchParams;
  const state = deliveryStates.find((each) => each === query.get("state")) ?? null;
  const kind = webhookKinds.find((each) => each === query.get("kind")) ?? null;
  const before = query.get("before")?.slice(0, 200) || null;
  const filter = { state, kind, before, limit: PAGE };
  const page = await deliveries.list(event.locals.app, owner, subscription.id, filter);
  if (!page.ok) error(404, refusals.sentences["not-found"]);
  const { url, active, createdAt } = subscription, name = view.webhookName(subscription);
  const isStandard = subscription.format === "standard", now = event.locals.app.now();
  const old = subscription.secrets.find(({ until }) => until !== null && until > now)?.until;
  return {
    title: name,
    words,
    copy: frame.copy,
    back: { href: `${base}/webhooks`, label: words.title },
    here: `${base}/webhooks/${subscription.id}`,
    webhook: {
      name,
      url,
      active,
      since: view.moment(createdAt, host),
      maker: await view.makerText(event, place, subscription),
      state: view.webhookState(subscription, words),
      disabled: subscription.disabled ? words.disabled[subscription.disabled.reason] : null,
      secretText: isStandard ? words.secret.text : words.secret.textOther,
      oldSecret: old && isStandard
        ? format(words.secret.old, { when: view.moment(old, host) })
        : null,
    },
    filter: { state: state ?? "", kind: kind ?? "" },
    isFiltered: state !== null || kind !== null || before !== null,
    states: deliveryStates.map((value) => ({ value, label: words.deliveryStates[value] })),
    kinds: webhookKinds.map((value) => ({ value, label: words.events[value] })),
    deliveries: page.value.deliveries.map((each) => view.deliveryRow(each, words, host)),
    older: page.value.next && olderQuery({ state, kind, before: page.value.next }),
    isFirst: before === null,
    notice: noticeOf(query, host),
    snippets: (["typescript", "python", "php"] as const).map((language) => ({
      language: words.verify.languages[language],
      code: snippets[language].trim(),
    })),
  };
};

const onWebhook = actionBy(async (event) => {
  const place = await placeOf(event), subscription = await view.requireWebhook(event, place);
  return { ...place, subscription, here: `${place.base}/webhooks/${subscription.id}` };
});
const Nothing = v.object({});
const kept = { from: "", to: "", which: "" };
const nowDone = (did: string) => ({
  kept,
  done: (_: unknown, { here }: { here: string }) => `${here}?done=${did}`,
});

export const actions: Actions = {
  pause: onWebhook(
    Nothing,
    ({ app, owner, subscription: { id } }) => subscriptions.setActive(app, owner, id, false),
    nowDone("paused"),
  ),

  resume: onWebhook(
    Nothing,
    ({ app, owner, subscription: { id } }) => subscriptions.setActive(app, owner, id, true),
    nowDone("resumed"),
  ),

  test: onWebhook(
    Nothing,
    ({ app, owner, subscription: { id } }) => deliveries.sendTest(app, owner, id),
    nowDone("tested"),
  ),

  again: onWebhook(
    v.object({ delivery: v.string() }),
    ({ app, owner, subscription: { id } }, { delivery }) =>
      deliveries.sendAgain(app, owner, id, delivery),
    nowDone("again&count=1"),
  ),

  rotate: onWebhook(
    Nothing,
    ({ app, owner, subscription: { id } }) => subscriptions.rotateSecret(app, owner, id),
    {
      kept,
      shows: ({ secret, subscription }, { host }) => ({
        secret,
        title: rotatedText(host, subscription),
      }),
    },
  ),

  sendRange: onWebhook(
    v.object({ from: v.string(), to: v.string(), which: v.string() }),
    ({ app, host, owner, subscription: { id } }, entered) => {
      const range = parseRange(entered, host);
      return range.ok ? deliveries.sendRangeAgain(app, owner, id, range.value) : range;
    },
    {
      done: ({ count, next }, { here }) =>
        `${here}?done=again&count=${count}${next ? `&next=${next}` : ""}`,
    },
  ),

  remove: onWebhook(
    v.object({ sure: v.literal(true, "sure-needed") }),
    ({ app, owner, subscription: { id } }) => subscriptions.remove(app, owner, id),
    { kept, done: (_, { base }) => `${base}/webhooks?removed` },
  ),
};

function olderQuery(filter: Record<string, string | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `?${query}`;
}

function noticeOf(query: URLSearchParams, reader: Host): string | null {
  const words = messages(reader.language).dashboard.webhooks;
  const did = query.get("done");
  if (did === "saved" || did === "paused" || did === "resumed") return words[did];
  if (did === "tested") return words.desk.tested;
  if (did !== "again") return null;
  const count = Math.min(deliveries.MAX_SENT_AGAIN, Number(query.get("count")) || 0);
  if (count === 0) return words.desk.sentNone;
  const sent = plural(words.desk.sentAgain, count, reader.language);
  const next = Number(query.get("next") || NaN);
  if (!isSupportedInstant(next)) return sent;
  return `${sent} ${format(words.desk.sentMore, { when: view.moment(next, reader) })}`;
}

function rotatedText(reader: Host, { secrets, format: shape }: WebhookSubscription) {
  const words = messages(reader.language).dashboard.webhooks.secret;
  const until = secrets[1]?.until;
  return until && shape === "standard"
    ? format(words.rotated, { when: view.moment(until, reader) })
    : words.rotatedOther;
}

const failedStates = ["stopped", "skipped"] as const;
const everyState = ["stopped", "skipped", "delivered"] as const;

/** A period in the host's wall-clock time. */
function parseRange(
  { from, to, which }: Record<"from" | "to" | "which", string>,
  host: Host,
): Outcome<deliveries.DeliveryRange, "invalid"> {
  const at = (text: string) => localInstant(enteredMoment(text, host), host.zone);
  const begins = at(from), ends = at(to);
  if (begins === null || ends === null) {
    const wrong = { ...begins === null && { from: "moment-invalid" } };
    return refused("invalid", {
      fields: { ...wrong, ...ends === null && { to: "moment-invalid" } },
    });
  }
  return accepted({ from: begins, to: ends, states: which === "all" ? everyState : failedStates });
}
