import type { App } from "$lib/server/app.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { TeamInvitation } from "$lib/scheduling/team.ts";
import { keys } from "$lib/server/store/keys.ts";
import { setRotation } from "$lib/server/store/team-bookings.ts";
import { setRotationDay } from "$lib/server/store/rotation-days.ts";
import { setTeamInvitation } from "$lib/server/store/team-invitations.ts";
import { addTeamType } from "./team-town.ts";
import { testTeam } from "./test-team.ts";

/** Makes a host an admin of Dora's team: with a round robin and its rotation, an invitation by them and one for them, and a team they have left. */
export async function plantTeam(app: App, host: Host): Promise<void> {
  const dora = { id: "dora", zone: "UTC" };
  const team = await testTeam(app, [dora, host], { roles: { [host.id]: "admin" } });
  const type = await addTeamType(app, team, [host], {});
  const other = await testTeam(app, [dora], { slug: "surgery", name: "Surgery" });
  const invitation = (given: Partial<TeamInvitation>): TeamInvitation => ({
    id: "invitation",
    teamId: team.id,
    email: "new@example.org",
    hostId: null,
    role: "member",
    invitedBy: host.id,
    createdAt: app.now(),
    sentAt: app.now(),
    expiresAt: app.now() + 86_400_000,
    secretHash: "hash",
    ...given,
  });
  const forHost = { teamId: other.id, email: null, hostId: host.id, secretHash: null };
  const op = app.kv.atomic().set(keys.teamStart(type.id, app.now(), "slot", "booking"), null);
  op.set(keys.formerTeamOf(host.id, "former"), true);
  setTeamInvitation(op, invitation({}), null);
  setTeamInvitation(op, invitation({ ...forHost, invitedBy: "dora" }), null);
  setRotation(op, type, { [host.id]: { share: 1, count: 1, lastAt: 0, since: 0 } });
  setRotationDay(op, team.id, {
    date: "2026-11-01",
    typeId: type.id,
    counts: { [host.id]: [1, 0, 0, 0, 0, 0, 0, 0] },
  });
  await op.commit();
}
