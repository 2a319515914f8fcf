import * as v from "valibot";
import { EmailAddress } from "../../scheduling/email-address.ts";
import {
  ForBookingsInput,
  ForWebhooksInput,
  SettleBookingsInput,
  TeamClosureInput,
  TeamInput,
  TeamRoleInput,
} from "../../scheduling/team.ts";
import { partial, Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Teams";
const role = v.picklist(["owner", "admin", "member"]);

/** A team as its members see it. */
const Team = v.object({
  id: v.string(),
  name: v.string(),
  slug: v.string(),
  description: v.string(),
  colour: v.string(),
  timezone: v.string(),
  /** Of its pages where a guest asks for none that is offered. */
  language: v.string(),
  /** Origins that may embed the list of its event types. */
  frameAncestors: v.array(v.string()),
  url: v.string(),
  /** The caller’s own. */
  role,
  revision: v.number(),
  createdAt: Timestamp,
});

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

const { zone, ...named } = TeamInput.entries;
const fields = { ...partial(named), timezone: partial({ zone }).zone };
const one = v.object({ team: Team });

export const listTeams = operation({
  id: "teams.list",
  method: "GET",
  path: "/v0/teams",
  tag,
  summary: "List your teams",
  access: "read",
  answer: v.object({ teams: v.array(Team) }),
});

export const createTeam = operation({
  id: "teams.create",
  method: "POST",
  path: "/v0/teams",
  tag,
  summary: "Create a team",
  description:
    "You are its owner. Without a slug it is made from the name, without a time zone it is yours.",
  access: "teams",
  body: v.object({ ...fields, name: TeamInput.entries.name }),
  answer: one,
  revised: "team",
  refusals: ["name-taken", "name-reserved"],
  example: { body: { name: "Night shift" } },
});

export const getTeam = operation({
  id: "teams.get",
  method: "GET",
  path: "/v0/teams/{id}",
  tag,
  summary: "Get a team",
  access: "read",
  answer: one,
  revised: "team",
});

export const updateTeam = operation({
  id: "teams.update",
  method: "PATCH",
  path: "/v0/teams/{id}",
  tag,
  summary: "Change a team",
  description:
    "For its owners and admins. With `revision` or If-Match only if it is still current.",
  access: "teams",
  body: v.object({ ...fields, revision: v.exactOptional(v.number()) }),
  answer: one,
  revised: "team",
  refusals: ["name-taken", "name-reserved", "changed"],
  example: { body: { description: "We answer at night." } },
});

export const deleteTeam = operation({
  id: "teams.delete",
  method: "DELETE",
  path: "/v0/teams/{id}",
  tag,
  summary: "Delete a team",
  description: "For its owners. Its coming bookings are cancelled; `message` goes to their guests.",
  access: "teams",
  body: v.object({ message: v.optional(TeamClosureInput.entries.message, "") }),
  conditional: true,
  answer: v.object({}),
  refusals: ["changed"],
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
});
