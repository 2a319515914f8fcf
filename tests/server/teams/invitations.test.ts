import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { TeamInvitation } from "$lib/scheduling/team.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import {
  listTeamInvitations,
  listTeamInvitationsFor,
  purgeTeamInvitations,
} from "$lib/server/store/team-invitations.ts";
import { getTeamMember, listTeamMembers, setTeamMember } from "$lib/server/store/teams.ts";
import * as answer from "$lib/server/teams/answer-invitation.ts";
import * as invitations from "$lib/server/teams/invitations.ts";
import { granted, refusal } from "../../support/granted.ts";
import { type TeamStage, teamStage } from "../../support/team-stage.ts";

/** The code of a refusal, or the error of its field. */
function why(outcome: Outcome<unknown>): string {
  assert(!outcome.ok);
  return Object.values(outcome.refusal.fields ?? {})[0] ?? outcome.refusal.code;
}

const asAda = ({ team, ada }: TeamStage) => ({ teamId: team.id, hostId: ada.id });

function inviteAs(
  { app, team }: TeamStage,
  hostId: string,
  who: string,
  role: TeamInvitation["role"] = "member",
) {
  return invitations.invite(app, { teamId: team.id, hostId }, { who, role });
}

async function isMember({ app, team }: TeamStage, hostId: string): Promise<boolean> {
  return await getTeamMember(app.kv, team.id, hostId) !== null;
}

Deno.test("invite: by email, sent with a link; nobody is a member before saying yes", async () => {
  const stage = await teamStage(), { app } = stage;
  const invitation = await granted(inviteAs(stage, stage.ada.id, "Eve@example.org"));
  assert.equal(invitation.hostId, null, "an address is not looked up");
  assert.deepEqual(await stage.sendLast(), { state: "done" });
  assert.equal(stage.sent[0]!.to.address, "Eve@example.org");
  assert.match(stage.sent[0]!.text, /Ada invites you to become a member of the team Clinic/);
  const found = await granted(answer.findByToken(app, stage.lastSecret()));
  assert.equal(found.inviter, "Ada");
  assert(!await isMember(stage, stage.eve.id), "a GET changes nothing");

  await granted(answer.accept(app, stage.eve.id, found.invitation));
  assert.equal((await getTeamMember(app.kv, stage.team.id, stage.eve.id))?.role, "member");
  assert.deepEqual(await listTeamInvitations(app.kv, stage.team.id), []);
  assert.equal(why(await answer.findByToken(app, stage.lastSecret())), "not-found");
  assert.equal(why(await answer.accept(app, stage.cem.id, found.invitation)), "not-found");
});

Deno.test("invite: by username it waits for that host alone, and is emailed to a verified address", async () => {
  const stage = await teamStage(), { app } = stage;
  const { id } = await granted(inviteAs(stage, stage.bea.id, "EVE"));
  assert.equal((await listTeamInvitationsFor(app.kv, stage.eve.id))[0]?.id, id);
  assert.deepEqual(await stage.sendLast(), { state: "done" });
  assert.match(stage.sent[0]!.text, /\/dashboard\/teams\n/);
  const waiting = { teamId: stage.team.id, invitationId: id };
  assert.equal(why(await answer.findForHost(app, stage.cem.id, waiting)), "not-found");
  const found = await granted(answer.findForHost(app, stage.eve.id, waiting));
  await granted(answer.decline(app, found.invitation));
  assert.deepEqual(await listTeamInvitationsFor(app.kv, stage.eve.id), []);
  assert(!await isMember(stage, stage.eve.id));
});

Deno.test("invite: refused with words for members, the invited, unknown usernames and a missing mail server", async () => {
  const stage = await teamStage(), { app } = stage;
  const as = stage.ada.id;
  assert.equal(why(await inviteAs(stage, as, "cem")), "member-already");
  assert.equal(why(await inviteAs(stage, as, "nobody-here")), "username-unknown");
  assert.equal(why(await inviteAs(stage, as, "not an@address")), "email-invalid");
  await granted(inviteAs(stage, as, "eve"));
  assert.equal(why(await inviteAs(stage, as, "eve")), "invited-already");
  await granted(inviteAs(stage, as, "new@example.org"));
  assert.equal(why(await inviteAs(stage, as, "NEW@example.org")), "invited-already");
  app.sendMail = null;
  assert.equal(why(await inviteAs(stage, as, "x@example.org")), "no-mail-for-invitation");
});

Deno.test("invite: by owners and admins; only owners invite admins; a member and a stranger find no team", async () => {
  const stage = await teamStage();
  assert.equal(why(await inviteAs(stage, stage.cem.id, "eve")), "not-found");
  assert.equal(why(await inviteAs(stage, stage.eve.id, "eve")), "not-found");
  assert.equal(why(await inviteAs(stage, stage.bea.id, "eve", "admin")), "owner-invites");
  assert.equal(granted(await inviteAs(stage, stage.ada.id, "eve", "admin")).role, "admin");
});

Deno.test("sendAgain: a new link and fourteen days more; the former link is dead", async () => {
  const stage = await teamStage(), { app } = stage;
  const { id, expiresAt } = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  await stage.sendLast();
  const former = stage.lastSecret();
  app.at(expiresAt);
  assert.equal(why(await answer.findByToken(app, former)), "expired");
  assert.deepEqual(await stage.sendLast(), { state: "superseded" });

  await granted(invitations.sendAgain(app, asAda(stage), id));
  assert.deepEqual(await stage.sendLast(), { state: "done" });
  assert.equal(why(await answer.findByToken(app, former)), "not-found");
  const found = await granted(answer.findByToken(app, stage.lastSecret()));
  assert.equal(found.invitation.expiresAt, expiresAt + 14 * DAY);
});

Deno.test("sendAgain: one address gets five emails an hour", async () => {
  const stage = await teamStage(), { app } = stage;
  app.limits = openRateLimiter(() => 0);
  const { id } = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  for (let n = 0; n < 4; n++) await granted(invitations.sendAgain(app, asAda(stage), id));
  assert.equal(why(await invitations.sendAgain(app, asAda(stage), id)), "too-many");
});

Deno.test("withdraw: the link is dead, an email on its way is not sent, foreign teams find nothing", async () => {
  const stage = await teamStage(), { app } = stage;
  const { id } = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  const asCem = { teamId: stage.team.id, hostId: stage.cem.id };
  assert.equal(why(await invitations.withdraw(app, asCem, id)), "not-found");
  await granted(invitations.withdraw(app, asAda(stage), id));
  assert.deepEqual(await stage.sendLast(), { state: "superseded" });
  assert.equal(why(await invitations.sendAgain(app, asAda(stage), id)), "not-found");
});

Deno.test("accept: who is a member already keeps their role; of two answers at once one counts", async () => {
  const stage = await teamStage(), { app } = stage;
  const invitation = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  const both = await Promise.all(
    [stage.bea, stage.eve].map(({ id }) => answer.accept(app, id, invitation)),
  );
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  assert.equal((await getTeamMember(app.kv, stage.team.id, stage.bea.id))?.role, "admin");
});

Deno.test("accept: a team of a hundred takes no more", async () => {
  const stage = await teamStage(), { app } = stage;
  const invitation = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  for (let n = 0; n < 97; n++) {
    const member = { teamId: stage.team.id, hostId: `h${n}`, role: "member" as const, joinedAt: n };
    await setTeamMember(app.kv.atomic(), member).commit();
  }
  assert.equal(why(await answer.accept(app, stage.eve.id, invitation)), "team-full");
  assert.equal((await listTeamMembers(app.kv, stage.team.id)).length, 100);
  assert.equal((await listTeamInvitations(app.kv, stage.team.id)).length, 1, "it stays open");
});

Deno.test("acceptAsNewHost: an account with the invited address, then the membership; once", async () => {
  const stage = await teamStage(), { app } = stage;
  const invitation = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  const details = { name: "Nia", zone: "Asia/Tokyo", language: "en" as const };
  const both = await Promise.all(
    [details, details].map((each) => answer.acceptAsNewHost(app, invitation, each)),
  );
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  const nia = await getHostByUsername(app.kv, "nia");
  assert(nia?.emailVerified && nia.email === "new@example.org" && nia.zone === "Asia/Tokyo");
  assert(await isMember(stage, nia.id));
  assert.equal(await getHostByUsername(app.kv, "nia-2"), null);
});

Deno.test("acceptAsNewHost: no second account for an address that a host signs in with", async () => {
  const stage = await teamStage(), { app } = stage;
  const known = { email: "new@example.org", emailVerified: true, zone: "UTC", identity: null };
  await granted(
    createHost(app, { ...known, name: "Nia", language: "en", preferredUsername: "nia" }),
  );
  const invitation = await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  const tried = await refusal(answer.acceptAsNewHost(app, invitation, {
    name: "Nia",
    zone: "UTC",
    language: "en",
  }));
  assert.equal(tried.detail, "email-taken");
  assert.equal((await listTeamInvitations(app.kv, stage.team.id)).length, 1);
});

Deno.test("purge: an invitation that expired thirty days ago is gone with its link and index", async () => {
  const stage = await teamStage(), { app } = stage;
  const byName = await granted(inviteAs(stage, stage.ada.id, "eve"));
  await granted(inviteAs(stage, stage.ada.id, "new@example.org"));
  const over = byName.expiresAt + 30 * DAY;
  await purgeTeamInvitations(app.kv, over - 1, 10);
  assert.equal((await listTeamInvitations(app.kv, stage.team.id)).length, 2);
  await purgeTeamInvitations(app.kv, over, 10);
  for (const kind of ["team_invitation", "team_invitation_link", "team_invitation_for"]) {
    assert.deepEqual(await listAll(app.kv, { prefix: [kind] }), [], kind);
  }
});
