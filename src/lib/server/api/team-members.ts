import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import {
  ForBookingsInput,
  ForWebhooksInput,
  isManager,
  SettleBookingsInput,
  TeamInvitationInput,
  TeamRoleInput,
} from "$lib/scheduling/team.ts";
import { listTeamInvitations } from "../store/team-invitations.ts";
import { findTeamOf, listTeamMembers as membersOf } from "../store/teams.ts";
import { invite, sendAgain, withdraw } from "../teams/invitations.ts";
import { leave, settleBookings as settleMember } from "../teams/leave.ts";
import { setRole } from "../teams/members.ts";
import { readMemberJson, teamInvitationJson } from "../teams/team-json.ts";
import { operation } from "./operation.ts";
import { role, tag } from "./teams.ts";

/** A member, and whether their time is known; nothing of what is in their calendars. */
const Member = v.object({
  id: v.string(),
  name: v.nullable(v.string()),
  username: v.nullable(v.string()),
  role,
  calendar: v.picklist(["fresh", "stale", "broken", "signed-out", "none"]),
  hasHours: v.boolean(),
  joinedAt: Timestamp,
});

/** An invitation that waits for its answer. */
const Invitation = v.object({
  id: v.string(),
  email: v.nullable(v.string()),
  hostId: v.nullable(v.string()),
  role,
  expiresAt: Timestamp,
});

export const listTeamMembers = operation({
  id: "teams.members",
  method: "GET",
  path: "/v0/teams/{id}/members",
  tag,
  summary: "List the members of a team",
  description: "With the open invitations for its owners and admins.",
  access: "read",
  answer: v.object({ members: v.array(Member), invitations: v.array(Invitation) }),
}, async ({ app, host, params }) => {
  const found = await findTeamOf(app.kv, params.id, host.id);
  if (!found) return refused("not-found");
  const members = await membersOf(app.kv, found.team.id);
  const invitations = isManager(found.member.role)
    ? await listTeamInvitations(app.kv, found.team.id)
    : [];
  return accepted({
    members: await Promise.all(members.map((member) => readMemberJson(app, member))),
    invitations: invitations.map(teamInvitationJson),
  });
});

export const inviteMember = operation({
  id: "teams.invite",
  method: "POST",
  path: "/v0/teams/{id}/members",
  tag,
  summary: "Invite to a team",
  description: "By `email` or `username`. Nobody is a member before accepting.",
  access: "session",
  body: v.object({
    email: v.exactOptional(EmailAddress),
    username: v.exactOptional(v.pipe(v.string(), v.maxLength(64, "too-long"))),
    role: v.exactOptional(v.picklist(["admin", "member"], "team-role")),
  }),
  answer: v.object({ invitation: Invitation }),
  refusals: ["changed"],
  example: { body: { email: "ben@example.org" } },
}, async ({ app, host, params, body }) => {
  const found = await findTeamOf(app.kv, params.id, host.id, "admin");
  if (!found) return refused("not-found");
  const { email, username, ...role } = body;
  const input = parse(TeamInvitationInput, { who: email ?? username ?? "", ...role });
  if (!input.ok) return input;
  const invited = await invite(app, { teamId: found.team.id, hostId: host.id }, input.value);
  return invited.ok ? accepted({ invitation: teamInvitationJson(invited.value) }) : invited;
});

export const resendInvitation = operation({
  id: "teams.resendInvitation",
  method: "POST",
  path: "/v0/teams/{id}/invitations/{invitationId}/resend",
  tag,
  summary: "Send an invitation again",
  access: "session",
  status: 200,
  answer: v.object({ invitation: Invitation }),
  refusals: ["invalid", "changed"],
}, async ({ app, host, params }) => {
  const by = { teamId: params.id, hostId: host.id };
  const sent = await sendAgain(app, by, params.invitationId);
  return sent.ok ? accepted({ invitation: teamInvitationJson(sent.value) }) : sent;
});

export const withdrawInvitation = operation({
  id: "teams.withdrawInvitation",
  method: "DELETE",
  path: "/v0/teams/{id}/invitations/{invitationId}",
  tag,
  summary: "Withdraw an invitation",
  access: "session",
  answer: v.object({}),
  refusals: ["changed"],
}, async ({ app, host, params }) => {
  const by = { teamId: params.id, hostId: host.id };
  const withdrawn = await withdraw(app, by, params.invitationId);
  return withdrawn.ok ? accepted({}) : withdrawn;
});

export const setMemberRole = operation({
  id: "teams.setRole",
  method: "PATCH",
  path: "/v0/teams/{id}/members/{hostId}",
  tag,
  summary: "Change the role of a member",
  description:
    "For owners; a team always has one. Open invitations that the new role may not send end. `webhooks` says what becomes of the team’s webhooks that somebody made who no longer manages it.",
  access: "teams",
  body: v.object({ role: TeamRoleInput.entries.role, ...ForWebhooksInput.entries }),
  answer: v.object({ member: Member }),
  refusals: ["changed"],
  example: { body: { role: "admin" } },
}, async ({ app, host, params, body }) => {
  const by = { teamId: params.id, hostId: host.id };
  const set = await setRole(app, by, params.hostId, body.role, body.webhooks);
  return set.ok ? accepted({ member: await readMemberJson(app, set.value) }) : set;
});

export const removeMember = operation({
  id: "teams.removeMember",
  method: "DELETE",
  path: "/v0/teams/{id}/members/{hostId}",
  tag,
  summary: "Remove a member, or leave a team",
  description:
    "`bookings` says what becomes of their coming ones: handed over to other members, cancelled, or kept. `webhooks` says what becomes of the team’s webhooks that they made (`createdBy`): paused, deleted, or kept, which nobody can choose for their own. Owners and admins are told by email of event types that can no longer be booked and of webhooks that are left.",
  access: "teams",
  body: v.object({ ...ForBookingsInput.entries, ...ForWebhooksInput.entries }),
  answer: v.object({}),
  refusals: ["changed"],
}, async ({ app, host, params, body }) => {
  const { id: teamId, hostId } = params;
  const left = await leave(app, { teamId, hostId, by: host.id, ...body });
  return left.ok ? accepted({}) : left;
});

export const settleBookings = operation({
  id: "teams.settleBookings",
  method: "POST",
  path: "/v0/teams/{id}/members/{hostId}/settle-bookings",
  tag,
  summary: "Hand over or cancel what a former member still has",
  description:
    "For owners and admins. Goes on in the background; what nobody can take stays. Not found for members, and where nothing is left.",
  access: "teams",
  body: v.object({ bookings: SettleBookingsInput.entries.bookings }),
  status: 202,
  answer: v.object({}),
  refusals: ["changed"],
  example: { body: { bookings: "hand-over" } },
}, async ({ app, host, params, body }) => {
  const { id: teamId, hostId } = params;
  const settled = await settleMember(app, { teamId, hostId, by: host.id, ...body });
  return settled.ok ? accepted({}) : settled;
});
