import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import { getHost } from "../store/hosts.ts";
import { findTeamOf } from "../store/teams.ts";

/** The host who made a subscription or gave it its present address, as its managers see them. */
export interface Maker {
  id: string;
  /** Null once the account is gone. */
  name: string | null;
  /** Whether they may change it still: always their own, a team's as an owner or admin. */
  manages: boolean;
}

export async function readMaker(
  { kv }: Pick<App, "kv">,
  { ownerId, createdBy }: Pick<WebhookSubscription, "ownerId" | "createdBy">,
): Promise<Maker> {
  const host = await getHost(kv, createdBy);
  const manages = ownerId === createdBy ||
    await findTeamOf(kv, ownerId, createdBy, "admin") !== null;
  return { id: createdBy, name: host && (host.name || host.username), manages };
}
