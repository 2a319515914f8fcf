import { ObjectBody } from "$lib/scheduling/api-schemas.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { isManager, TeamInvitationInput } from "$lib/scheduling/team.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import { apiResponse, problem, requireHost } from "$lib/server/http/problem-details.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { listTeamInvitations } from "$lib/server/store/team-invitations.ts";
import { findTeamOf, listTeamMembers } from "$lib/server/store/teams.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { readMemberState } from "$lib/server/teams/member-state.ts";
import { memberJson, teamInvitationJson } from "$lib/server/teams/team-json.ts";
import type { RequestHandler } from "./$types";

/** The members of a team, and for its owners and admins the open invitations. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const found = await findTeamOf(app.kv, event.params.id, host.id);
  if (!found) return problem({ code: "not-found" });
  const members = await listTeamMembers(app.kv, found.team.id);
  const invitations = isManager(found.member.role)
    ? await listTeamInvitations(app.kv, found.team.id)
    : [];
  return apiResponse({
    members: await Promise.all(
      members.map(async (member) =>
        memberJson(
          member,
          await getHost(app.kv, member.hostId),
          await readMemberState(app, member.hostId),
        )
      ),
    ),
    invitations: invitations.map(teamInvitationJson),
  });
};

/** Invites by `email` or `username`; nobody is a member before accepting. */
export const POST: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const found = await findTeamOf(app.kv, event.params.id, host.id, "admin");
  if (!found) return problem({ code: "not-found" });
  const body = await readJsonBody(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const { email, username, role } = body.value;
  const who = String(email ?? username ?? "");
  const input = parse(TeamInvitationInput, { who, ...(role === undefined ? {} : { role }) });
  if (!input.ok) return problem(input.refusal);
  const invited = await invite(app, { teamId: found.team.id, hostId: host.id }, input.value);
  if (!invited.ok) return problem(invited.refusal);
  return apiResponse({ invitation: teamInvitationJson(invited.value) }, 201);
};
