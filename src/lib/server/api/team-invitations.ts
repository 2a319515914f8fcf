import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { accept, decline, findForHost, listForHost } from "../teams/answer-invitation.ts";
import { operation } from "./operation.ts";

const tag = "Teams", access = "session";
const one = "/v0/me/team-invitations/{teamId}/{invitationId}";

/** An invitation of the caller to a team. */
const OwnInvitation = v.object({
  id: v.string(),
  teamId: v.string(),
  teamName: v.string(),
  role: v.picklist(["owner", "admin", "member"]),
  /** Who invites; null after their account was closed. */
  inviter: v.nullable(v.string()),
  expiresAt: Timestamp,
});

export const listOwnInvitations = operation({
  id: "teams.ownInvitations",
  method: "GET",
  path: "/v0/me/team-invitations",
  tag,
  summary: "List the teams that you are invited to",
  description: "By your username; an emailed invitation is answered by its link.",
  access,
  answer: v.object({ invitations: v.array(OwnInvitation) }),
}, async ({ app, host }) => {
  const waiting = await listForHost(app, host.id);
  return accepted({
    invitations: waiting.map(({ invitation: { id, role, expiresAt }, team, inviter }) => ({
      id,
      teamId: team.id,
      teamName: team.name,
      role,
      inviter: inviter || null,
      expiresAt: new Date(expiresAt).toISOString(),
    })),
  });
});

export const acceptInvitation = operation({
  id: "teams.acceptInvitation",
  method: "POST",
  path: `${one}/accept`,
  tag,
  summary: "Accept an invitation to a team",
  description: "You are a member at once; a full team and a fifty-first team of yours are refused.",
  access,
  status: 200,
  answer: v.object({ teamId: v.string() }),
  refusals: ["expired", "changed"],
}, async ({ app, host, params }) => {
  const found = await findForHost(app, host.id, params);
  if (!found.ok) return found;
  const joined = await accept(app, host.id, found.value.invitation);
  return joined.ok ? accepted({ teamId: joined.value.id }) : joined;
});

export const declineInvitation = operation({
  id: "teams.declineInvitation",
  method: "POST",
  path: `${one}/decline`,
  tag,
  summary: "Decline an invitation to a team",
  access,
  status: 200,
  answer: v.object({}),
  refusals: ["expired", "changed"],
}, async ({ app, host, params }) => {
  const found = await findForHost(app, host.id, params);
  if (!found.ok) return found;
  const declined = await decline(app, found.value.invitation);
  return declined.ok ? accepted({}) : declined;
});
