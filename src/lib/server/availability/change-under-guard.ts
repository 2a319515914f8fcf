import { type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import { hasRole, type Team, type TeamMember, type TeamRole } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { commit, retryCommit } from "../kv/commit.ts";
import { getGuard, guardedCommit } from "../kv/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import { getOpenTeam, getTeamMember } from "../store/teams.ts";

/** Why nothing was changed under a guard: nobody to change it for, or commits keep failing. */
export type GuardRefusal = "not-found" | "busy";

/** Changes what a host's availability depends on: `change` runs after the guard was read, its writes commit with the guard's next version, and it runs again when the commit's check fails. "not-found" for a closed account. */
export function changeUnderGuard<T, Code extends RefusalCode>(
  app: App,
  hostId: string,
  change: (op: Deno.AtomicOperation) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | GuardRefusal>> {
  const attempt = async () => {
    const guard = await getGuard(app.kv, hostId);
    if (!await getOpenHost(app.kv, hostId)) return refused("not-found");
    const op = guardedCommit(app.kv, guard);
    const changed = await change(op);
    return !changed.ok || await commit(op) ? changed : "lost";
  };
  return app.withLock([hostId], () => retryCommit<Outcome<T, Code | "not-found">>(attempt));
}

/** A host who changes a team, and the least role that the change needs. */
export interface TeamActor {
  teamId: string;
  hostId: string;
  needs: TeamRole;
}

/** As `changeUnderGuard`, for what a team's bookings depend on; "not-found" for a deleted team. */
export function changeUnderTeamGuard<T, Code extends RefusalCode>(
  app: App,
  teamId: string,
  change: (op: Deno.AtomicOperation, team: Team) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | GuardRefusal>> {
  const attempt = async () => {
    const guard = await getGuard(app.kv, teamId);
    const team = await getOpenTeam(app.kv, teamId);
    if (!team) return refused("not-found");
    const op = guardedCommit(app.kv, guard);
    const changed = await change(op, team);
    return !changed.ok || await commit(op) ? changed : "lost";
  };
  return app.withLock([teamId], () => retryCommit<Outcome<T, Code | "not-found">>(attempt));
}

/** As `changeUnderTeamGuard`, by a member with the role that it needs; "not-found" for everybody else. */
export function changeAsMember<T, Code extends RefusalCode>(
  app: App,
  { teamId, hostId, needs }: TeamActor,
  change: (op: Deno.AtomicOperation, team: Team, member: TeamMember) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | GuardRefusal>> {
  return changeUnderTeamGuard<T, Code | "not-found">(app, teamId, async (op, team) => {
    const member = await getTeamMember(app.kv, teamId, hostId);
    return member && hasRole(member.role, needs)
      ? await change(op, team, member)
      : refused("not-found");
  });
}
