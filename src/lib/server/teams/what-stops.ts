/** What of a team stops when somebody leaves it, and who is told. */
import { isManager } from "$lib/scheduling/team.ts";
import { requiredMembers } from "$lib/scheduling/team-terms.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";
import { newJob, writeJob } from "../store/jobs.ts";
import { listTeamMembers } from "../store/teams.ts";
import { listMadeWebhooks } from "./made-webhooks.ts";

/** The event types of a team that nobody can book without this host: collectives that need them, round robins without anybody else. */
export async function typesStoppedBy(
  { kv }: Pick<App, "kv">,
  teamId: string,
  hostId: string,
): Promise<EventType[]> {
  return (await listEventTypes(kv, teamId)).filter(({ team }) =>
    team?.mode === "collective"
      ? requiredMembers(team).includes(hostId)
      : team?.members.every((member) => member.hostId === hostId)
  );
}

/** Adds to the commit that ends a membership: an email to each owner and admin, where event types stop or webhooks are left. */
export async function tellManagers(
  app: App,
  op: Deno.AtomicOperation,
  { teamId, hostId }: { teamId: string; hostId: string },
): Promise<void> {
  const stopped = await typesStoppedBy(app, teamId, hostId);
  const left = await listMadeWebhooks(app, teamId, hostId);
  if (stopped.length === 0 && left.length === 0) return;
  const now = app.now();
  for (const member of await listTeamMembers(app.kv, teamId)) {
    if (member.hostId === hostId || !isManager(member.role)) continue;
    const work = {
      kind: "send-departure" as const,
      hostId: member.hostId,
      teamId,
      leaverId: hostId,
    };
    writeJob(op, newJob({ hostId: member.hostId, work, dueAt: now }, now));
  }
}
