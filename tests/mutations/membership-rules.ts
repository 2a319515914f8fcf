import type { Mutation } from "./mutation.ts";

const invitations = ["tests/server/teams/invitations.test.ts"];
const members = ["tests/server/teams/members.test.ts"];
const leaving = ["tests/server/teams/leave.test.ts"];
const leftWebhooks = ["tests/server/teams/left-webhooks.test.ts"];
const closing = ["tests/server/teams/close-team.test.ts"];

/** The rules of who is in a team, and what each role may do. */
export const membershipRules: Mutation[] = [
  {
    name: "the webhooks of a removed admin go on",
    file: "src/lib/server/teams/made-webhooks.ts",
    find: '(webhooks === "pause" && active)',
    replaceBy: '(webhooks === "pause" && !active)',
    tests: leftWebhooks,
  },
  {
    name: "who leaves by themselves goes on receiving",
    file: "src/lib/server/teams/leave.ts",
    find: 'if (webhooks === "keep" && by === hostId) {',
    replaceBy: 'if (webhooks === "keep" && by === null) {',
    tests: leftWebhooks,
  },
  {
    name: "a webhook stays the first maker's when another gives it an address",
    file: "src/lib/server/webhooks/subscriptions.ts",
    find: "input.url === was.url ? was.createdBy : hostIdOf(owner)",
    replaceBy: "was.createdBy",
    tests: leftWebhooks,
  },
  {
    name: "every member may do what admins and owners may",
    file: "src/lib/scheduling/team.ts",
    find: "return roles.indexOf(role) >= roles.indexOf(needs);",
    replaceBy: "return roles.indexOf(role) >= 0 || needs === role;",
    tests: members,
  },
  {
    name: "a change of a team does not raise its guard",
    file: "src/lib/server/availability/change-under-guard.ts",
    find:
      "    const op = guardedCommit(app.kv, guard);\n    const changed = await change(op, team);",
    replaceBy: "    const op = app.kv.atomic();\n    const changed = await change(op, team);",
    tests: ["tests/server/teams/edit.test.ts"],
  },
  {
    name: "the last owner steps down",
    file: "src/lib/server/store/teams.ts",
    find: "  return owners.length === 1 &&",
    replaceBy: "  return owners.length === 0 &&",
    tests: members,
  },
  {
    name: "a team takes the slug that another gave up",
    file: "src/lib/server/teams/edit.ts",
    find: "  if (slugRecord.value) return slugTaken();\n",
    replaceBy: "  if (slugRecord.value?.isReleased === false) return slugTaken();\n",
    tests: ["tests/server/teams/edit.test.ts"],
  },
  {
    name: "an expired invitation is accepted",
    file: "src/lib/server/teams/answer-invitation.ts",
    find: '  if (invitation.expiresAt <= app.now()) return refused("expired");\n  const inviter',
    replaceBy: "  const inviter",
    tests: invitations,
  },
  {
    name: "an invitation by username is answered by another host",
    file: "src/lib/server/teams/answer-invitation.ts",
    find: "return invitation?.hostId === hostId ?",
    replaceBy: "return invitation ?",
    tests: invitations,
  },
  {
    name: "an accepted invitation is accepted again",
    file: "src/lib/server/teams/answer-invitation.ts",
    find: "    deleteTeamInvitation(op, invitation);\n    if (await getTeamMember",
    replaceBy: "    if (await getTeamMember",
    tests: invitations,
  },
  {
    name: "the former link of an invitation works after it was sent again",
    file: "src/lib/server/store/team-invitations.ts",
    find: "  if (was) deleteTeamInvitation(op, was);\n",
    replaceBy: "",
    tests: invitations,
  },
  {
    name: "an admin invites admins",
    file: "src/lib/server/teams/invitations.ts",
    find: 'if (role === "admin" && !hasRole(me.role, "owner"))',
    replaceBy: 'if (role === "admin" && !hasRole(me.role, "admin"))',
    tests: invitations,
  },
  {
    name: "an invitation makes a second account for a known address",
    file: "src/lib/server/teams/answer-invitation.ts",
    find: "if (await getHostIdByEmail(app.kv, await hashOfEmail(email))) {",
    replaceBy: "if (email === null) {",
    tests: invitations,
  },
  {
    name: "a member removes others",
    file: "src/lib/server/teams/leave.ts",
    find: 'return hasRole(me.role, "admin") && leaver.role !== "owner";',
    replaceBy: 'return leaver.role !== "owner";',
    tests: leaving,
  },
  {
    name: "who left stays in the round robins",
    file: "src/lib/server/teams/leave.ts",
    find: '    if (await leaveRoundRobins(app, op, teamId, hostId)) return accepted("more");\n',
    replaceBy: "",
    tests: leaving,
  },
  {
    name: "the invitations of who left stay open",
    file: "src/lib/server/teams/leave.ts",
    find: "      if (invitation.invitedBy === hostId) deleteTeamInvitation(op, invitation);\n",
    replaceBy: "",
    tests: leaving,
  },
  {
    name: "a departure is seen to in one run, however many bookings there are",
    file: "src/lib/server/jobs/leave-team.ts",
    find: "const BOOKINGS_PER_RUN = 50;",
    replaceBy: "const BOOKINGS_PER_RUN = 5_000;",
    tests: leaving,
  },
  {
    name: "the page of a deleted team stays",
    file: "src/lib/server/store/teams.ts",
    find: "  return team && team.closedAt === null ? team : null;",
    replaceBy: "  return team;",
    tests: closing,
  },
  {
    name: "an account closes though a team has no other owner",
    file: "src/lib/server/hosts/account.ts",
    find: "if ((await listOnlyOwnedTeams(app.kv, hostId)).length > 0) {",
    replaceBy: "if ((await listOnlyOwnedTeams(app.kv, hostId)).length > 100) {",
    tests: ["tests/server/teams/leave-all.test.ts"],
  },
];
