import * as api from "$lib/api/operations/teams.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { isManager, TeamInvitationInput } from "$lib/scheduling/team.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listTeamInvitations } from "$lib/server/store/team-invitations.ts";
import { findTeamOf, listTeamMembers } from "$lib/server/store/teams.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { readMemberJson, teamInvitationJson } from "$lib/server/teams/team-json.ts";

export const GET = serve(api.listTeamMembers, async ({ app, host, params }) => {
  const found = await findTeamOf(app.kv, params.id, host.id);
  if (!found) return refused("not-found");
  const members = await listTeamMembers(app.kv, found.team.id);
  const invitations = isManager(found.member.role)
    ? await listTeamInvitations(app.kv, found.team.id)
    : [];
  return accepted({
    members: await Promise.all(members.map((member) => readMemberJson(app, member))),
    invitations: invitations.map(teamInvitationJson),
  });
});

export const POST = serve(api.inviteMember, async ({ app, host, params, body }) => {
  const found = await findTeamOf(app.kv, params.id, host.id, "admin");
  if (!found) return refused("not-found");
  const { email, username, ...role } = body;
  const input = parse(TeamInvitationInput, { who: email ?? username ?? "", ...role });
  if (!input.ok) return input;
  const invited = await invite(app, { teamId: found.team.id, hostId: host.id }, input.value);
  return invited.ok ? accepted({ invitation: teamInvitationJson(invited.value) }) : invited;
});
