import type { Host } from "$lib/scheduling/host.ts";
import type { Team, TeamRole } from "$lib/scheduling/team.ts";
import type { App } from "$lib/server/app.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { setTeam, setTeamMember } from "$lib/server/store/teams.ts";

/** A stored team of these hosts: the first is its owner, the others are members unless `roles` says otherwise. */
export async function testTeam(
  app: App,
  hosts: readonly Pick<Host, "id" | "zone">[],
  { roles = {}, ...given }: Partial<Team> & { roles?: Record<string, TeamRole> } = {},
): Promise<Team> {
  const team: Team = {
    id: newId(),
    name: "Clinic",
    slug: "clinic",
    description: "",
    colour: "blue",
    zone: hosts[0]!.zone,
    language: "en",
    frameAncestors: ["*"],
    createdAt: app.now(),
    revision: 1,
    closedAt: null,
    ...given,
  };
  const op = app.kv.atomic();
  setTeam(op, team, null, null);
  for (const [i, { id }] of hosts.entries()) {
    const role = roles[id] ?? (i === 0 ? "owner" : "member");
    setTeamMember(op, { teamId: team.id, hostId: id, role, joinedAt: app.now() + i });
  }
  await op.commit();
  return team;
}
