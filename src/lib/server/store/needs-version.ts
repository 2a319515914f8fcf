import { problemVersion } from "./jobs.ts";
import { listTeamIdsOf } from "./teams.ts";
import { listSubscriptions } from "./webhooks.ts";

/** One text that changes with a host's jobs that have a problem, and with how webhooks of theirs and their teams do. */
export async function needsVersion(kv: Deno.Kv, hostId: string): Promise<string> {
  const owners = [hostId, ...await listTeamIdsOf(kv, hostId)];
  const subscriptions = await Promise.all(owners.map((id) => listSubscriptions(kv, id)));
  const states = subscriptions.flat().map(({ active, failingSince }) =>
    failingSince === null ? (active ? "w" : "o") : "f"
  );
  return `${await problemVersion(kv, hostId)}-${states.join("")}`;
}
