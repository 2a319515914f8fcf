/** The team's webhooks that one member made, or gave their address to: what becomes of them when that member no longer manages the team. */
import type { ForWebhooks } from "$lib/scheduling/team.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import { getGuard, setListening } from "../kv/guard.ts";
import { readLane, wakeLane } from "../store/webhook-lanes.ts";
import {
  deleteSubscription,
  listSubscriptions,
  readSubscription,
  writeSubscription,
} from "../store/webhooks.ts";

/** A commit takes ten checks, of which each subscription needs two. */
const WEBHOOKS_PER_COMMIT = 3;

/** The team's webhooks that a host made, oldest first. */
export async function listMadeWebhooks(
  { kv }: Pick<App, "kv">,
  teamId: string,
  hostId: string,
): Promise<WebhookSubscription[]> {
  return (await listSubscriptions(kv, teamId)).filter(({ createdBy }) => createdBy === hostId);
}

/** Adds to a commit: some of these webhooks are paused or deleted; true when there may be more. */
export async function settleWebhooks(
  app: App,
  op: Deno.AtomicOperation,
  { teamId, hostId, webhooks }: { teamId: string; hostId: string; webhooks: ForWebhooks },
): Promise<boolean> {
  const made = await listMadeWebhooks(app, teamId, hostId);
  const open = made.filter(({ active }) =>
    webhooks === "delete" || (webhooks === "pause" && active)
  );
  const ended = open.slice(0, WEBHOOKS_PER_COMMIT);
  for (const { id } of ended) {
    const was = await readSubscription(app.kv, teamId, id);
    if (was.versionstamp === null) continue;
    if (webhooks === "delete") deleteSubscription(op, was);
    else {
      writeSubscription(op, was, { ...was.value, active: false, revision: was.value.revision + 1 });
    }
    wakeLane(op, await readLane(app.kv, id), was.value, app.now());
  }
  if (webhooks === "delete" && ended.length > 0) {
    const left = (await listSubscriptions(app.kv, teamId)).length - ended.length;
    setListening(op, await getGuard(app.kv, teamId), left > 0);
  }
  return open.length > 0;
}
