import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "$lib/server/app.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { setRotation } from "$lib/server/store/team-bookings.ts";
import { setRotationDay } from "$lib/server/store/rotation-days.ts";
import { addTeam, addTeamInvitation, addTeamType } from "./team-town.ts";

/** Makes a host an admin of Dora's team: with a round robin and its rotation, an invitation by them and one for them, and a team they have left. */
export async function plantTeam(app: App, host: Host): Promise<void> {
  const dora = { id: "dora" };
  const team = await addTeam(app, [dora, host], {}, ["owner", "admin"]);
  const type = await addTeamType(app, team, [host]);
  const other = await addTeam(app, [dora], { slug: "surgery", name: "Surgery" });
  const sent = { id: "invitation", expiresAt: app.now() + DAY };
  const byHost = { email: "new@example.org", invitedBy: host.id, secretHash: "hash" };
  await addTeamInvitation(app, team, { ...sent, ...byHost });
  await addTeamInvitation(app, other, { ...sent, hostId: host.id, invitedBy: dora.id });
  const op = app.kv.atomic().set(keys.teamStart(type.id, app.now(), "slot", "booking"), null);
  op.set(keys.formerTeamOf(host.id, "former"), true);
  setRotation(op, type, { [host.id]: { share: 1, count: 1, lastAt: 0, since: 0 } });
  setRotationDay(op, team.id, {
    date: "2026-11-01",
    typeId: type.id,
    counts: { [host.id]: [1, 0, 0, 0, 0, 0, 0, 0] },
  });
  await op.commit();
}
