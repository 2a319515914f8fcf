import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import type { Owner } from "../availability/change-as-owner.ts";
import { findTeamOf, listTeamIdsOf } from "../store/teams.ts";
import { listSubscriptions } from "../store/webhooks.ts";

/** A subscription that a host may change, and as whose. */
export interface ManagedSubscription {
  owner: Owner;
  /** Null for the host's own. */
  team: { id: string; name: string } | null;
  subscription: WebhookSubscription;
}

/** A host's own subscriptions, then those of the teams that they manage. */
export async function listOwnSubscriptions(
  app: Pick<App, "kv">,
  hostId: string,
): Promise<ManagedSubscription[]> {
  const own = await listSubscriptions(app.kv, hostId);
  const teams = await Promise.all(
    (await listTeamIdsOf(app.kv, hostId)).map((id) => findTeamOf(app.kv, id, hostId, "admin")),
  );
  const ofTeams = await Promise.all(
    teams.flatMap((found) => found ? [found.team] : []).map(
      async ({ id, name }) =>
        (await listSubscriptions(app.kv, id)).map((subscription) => ({
          owner: { teamId: id, hostId },
          team: { id, name },
          subscription,
        })),
    ),
  );
  return [
    ...own.map((subscription) => ({ owner: hostId, team: null, subscription })),
    ...ofTeams.flat(),
  ];
}
