import { DAY } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import type { Owner } from "../availability/change-as-owner.ts";
import { eachDelivery } from "../store/webhook-deliveries.ts";
import { eventIdPrefix } from "../store/webhook-events.ts";
import { sendAgain } from "./deliveries.ts";
import { find, setActive } from "./subscriptions.ts";

/** How far back what was not delivered is sent again: as long as deliveries are kept. */
const KEPT_MS = 30 * DAY;
/** Deliveries that are sent again at once. */
const MOST = 500;

/** Tries a subscription's deliveries again that wait after a failed try or stopped; none of one that is off. Says how many. */
export async function retryDeliveries(
  app: App,
  owner: Owner,
  subscription: WebhookSubscription,
): Promise<number> {
  return subscription.active ? await sendFailedAgain(app, owner, subscription, false) : 0;
}

/** Makes a subscription active again where failures ended it, and sends what it missed meanwhile. Says how many deliveries that are. */
export async function reviveSubscription(
  app: App,
  owner: Owner,
  id: string,
): Promise<Outcome<number, "busy" | "changed" | "invalid" | "not-found">> {
  const found = await find(app, owner, id);
  if (!found.ok) return found;
  const { active: isActive, disabled } = found.value;
  // One that its host paused stays so.
  if (!isActive && !disabled) return refused("changed");
  if (!isActive) {
    const active = await setActive(app, owner, id, true);
    if (!active.ok) return active;
  }
  const count = await sendFailedAgain(app, owner, found.value, disabled !== null);
  return accepted(count);
}

async function sendFailedAgain(
  app: App,
  owner: Owner,
  { id }: WebhookSubscription,
  withSkipped: boolean,
): Promise<number> {
  const from = eventIdPrefix(app.now() - KEPT_MS);
  const ids: string[] = [];
  for await (const { value } of eachDelivery(app.kv, id, { from, isOldestFirst: true })) {
    const { state, tryCount, reason } = value;
    const isFailed = state === "stopped" || (state === "waiting" && tryCount > 0);
    if (isFailed || (withSkipped && reason === "disabled")) ids.push(value.id);
    if (ids.length === MOST) break;
  }
  let sent = 0;
  for (const delivery of ids) if ((await sendAgain(app, owner, id, delivery)).ok) sent++;
  return sent;
}
