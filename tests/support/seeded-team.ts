import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { startOfDay } from "$lib/scheduling/day.ts";
import type { TestApp } from "./test-app.ts";
import { leave } from "$lib/server/teams/leave.ts";
import {
  addMemberHost,
  addTeam,
  addTeamBooking,
  addTeamInvitation,
  addTeamType,
} from "./team-town.ts";

/** What the pages of Ada's team are found by. */
export interface SeededTeam {
  teamId: string;
  /** A member, and somebody who has left with a booking. */
  memberId: string;
  formerId: string;
}

/** Ada's team with a member, one who has left, bookings and an open invitation; somebody waits for her in another. */
export async function seedTeam(app: TestApp, ada: Host, date: string): Promise<SeededTeam> {
  const ben = await addMemberHost(app, "ben"), cleo = await addMemberHost(app, "cleo");
  const hosts = [ada, ben, cleo];
  const team = await addTeam(app, hosts, { description: "We repair what others throw away." });
  const type = await addTeamType(app, team, hosts);
  await addTeamType(app, team, hosts, {
    type: { slug: "review", title: "Review" },
    terms: { mode: "collective" },
  });
  const town = { app, team, type }, start = startOfDay(date, ada.zone) + 9 * HOUR;
  await addTeamBooking(town, [ben], { start, isConfirmed: true });
  await addTeamBooking(town, [cleo], { start, isConfirmed: true });
  const departure = { teamId: team.id, hostId: cleo.id, by: ada.id };
  assert.ok((await leave(app, { ...departure, bookings: "keep" })).ok);

  const other = await addTeam(app, [ben], { slug: "forge", name: "The Forge" });
  await addTeamInvitation(app, team, { id: "open", email: "dora@example.org", invitedBy: ada.id });
  await addTeamInvitation(app, other, { id: "open", hostId: ada.id, invitedBy: ben.id });
  return { teamId: team.id, memberId: ben.id, formerId: cleo.id };
}

/** The dashboard's pages of the team, by a name. */
export function pagesOfTeam(
  { teamId, memberId, formerId }: SeededTeam,
  adaId: string,
): Record<string, string> {
  const base = `/dashboard/teams/${teamId}`;
  return {
    teams: "/dashboard/teams",
    "team-new": "/dashboard/teams/new",
    team: base,
    "team-bookings": `${base}/bookings`,
    "team-settings": `${base}/settings`,
    "team-page": `${base}/page`,
    "team-page-preview": `${base}/page/preview`,
    "team-webhooks": `${base}/webhooks`,
    "team-webhook-new": `${base}/webhooks/new`,
    "team-delete": `${base}/delete`,
    "team-member": `${base}/members/${memberId}`,
    "team-former": `${base}/members/${formerId}`,
    "team-last-owner": `${base}/members/${adaId}`,
  };
}
