import assert from "node:assert/strict";
import type { ForWebhooks } from "$lib/scheduling/team.ts";
import type { TeamManager } from "$lib/server/availability/change-as-owner.ts";
import * as account from "$lib/server/hosts/account.ts";
import { sendDeparture } from "$lib/server/jobs/send-team-emails.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import type { Job } from "$lib/server/store/job.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listTeamInvitations } from "$lib/server/store/team-invitations.ts";
import { listSubscriptions } from "$lib/server/store/webhooks.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { leaveAll } from "$lib/server/teams/leave-all.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { readWebhookJson } from "$lib/server/webhooks/webhook-json.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamType, type TeamTown, teamTown } from "../../support/team-town.ts";
import { subscribe } from "../../support/webhooks/stage.ts";

/** Ada owns the team, Ben is an admin with `made` webhooks of it beside one of Ada's, Cleo is a member. */
async function webhooksOfBen(made = 1): Promise<TeamTown & { asAda: TeamManager }> {
  const town = await teamTown({ app: { sendMail: () => Promise.resolve() } });
  const { app, team, hosts: [ada, ben] } = town;
  const asAda = { teamId: team.id, hostId: ada!.id };
  assert((await setRole(app, asAda, ben!.id, "admin")).ok);
  await subscribe(app, asAda, { url: "https://hooks.example.org/of-ada" });
  for (let n = 0; n < made; n++) {
    const url = `https://hooks.example.org/of-ben-${n}`;
    await subscribe(app, { teamId: team.id, hostId: ben!.id }, { url, description: `Ben ${n}` });
  }
  return { ...town, asAda };
}

/** The last part of each webhook's address, with what became of it. */
async function statesOf({ app, team }: TeamTown): Promise<string[]> {
  return (await listSubscriptions(app.kv, team.id)).map(({ url, active }) =>
    `${url.split("/").at(-1)} ${active ? "on" : "off"}`
  ).sort();
}

/** The webhook whose address ends with this. */
async function hookOf({ app, team }: TeamTown, name: string) {
  const all = await listSubscriptions(app.kv, team.id);
  return all.find(({ url }) => url.endsWith(name))!;
}

function removeBen({ app, team, hosts }: TeamTown, webhooks?: ForWebhooks, by = hosts[0]!) {
  const departure = { teamId: team.id, hostId: hosts[1]!.id, by: by.id, bookings: "keep" as const };
  return leave(app, webhooks ? { ...departure, webhooks } : departure);
}

Deno.test("the webhooks that a removed admin made are paused, kept or deleted; others go on", async () => {
  const expected = [
    [undefined, ["of-ada on", "of-ben-0 off"]],
    ["pause", ["of-ada on", "of-ben-0 off"]],
    ["keep", ["of-ada on", "of-ben-0 on"]],
    ["delete", ["of-ada on"]],
  ] as const;
  for (const [webhooks, states] of expected) {
    const town = await webhooksOfBen();
    using app = town.app;
    assert((await removeBen(town, webhooks)).ok);
    assert.deepEqual(await statesOf(town), states, webhooks);
    const { guard } = await getGuard(app.kv, town.team.id);
    assert.equal(guard.isListening, true, "Ada's is told of bookings still");
  }
});

Deno.test("nineteen webhooks of who is removed end, over several commits; the last ends the listening", async () => {
  for (const webhooks of ["pause", "delete"] as const) {
    const town = await webhooksOfBen(19);
    using app = town.app;
    assert((await removeBen(town, webhooks)).ok);
    assert.equal((await statesOf(town)).filter((each) => each.endsWith("on")).length, 1);
    if (webhooks === "pause") continue;
    const mine = await hookOf(town, "of-ada");
    assert((await subscriptions.remove(app, town.asAda, mine.id)).ok);
    assert.equal((await getGuard(app.kv, town.team.id)).guard.isListening, undefined);
  }
});

Deno.test("deleted with a member, the team's only webhook ends the listening", async () => {
  const town = await webhooksOfBen(4), { app } = town;
  const mine = await hookOf(town, "of-ada");
  assert((await subscriptions.remove(app, town.asAda, mine.id)).ok);
  assert((await removeBen(town, "delete")).ok);
  assert.equal((await getGuard(app.kv, town.team.id)).guard.isListening, undefined);
});

Deno.test("who leaves by themselves cannot go on receiving; who closes their account neither", async () => {
  const town = await webhooksOfBen(), { app } = town;
  const [ada, ben] = town.hosts;
  const kept = await refusal(removeBen(town, "keep", ben));
  assert.equal(kept.fields?.["webhooks"], "webhooks-kept-by-leaver");
  await granted(setRole(app, town.asAda, ben!.id, "owner"));
  const asBen = { teamId: town.team.id, hostId: ben!.id };
  const own = await refusal(setRole(app, asBen, ben!.id, "member", "keep"));
  assert.equal(own.fields?.["webhooks"], "webhooks-kept-by-leaver");
  assert((await removeBen(town, undefined, ben)).ok);
  assert.deepEqual(await statesOf(town), ["of-ada on", "of-ben-0 off"]);
  assert((await setRole(app, town.asAda, town.hosts[2]!.id, "owner")).ok);
  assert((await account.close(app, ada!.id, { username: "ada", message: "" })).ok);
  await leaveAll(app, ada!.id);
  assert.deepEqual(await statesOf(town), ["of-ada off", "of-ben-0 off"]);
});

Deno.test("a member of lower role pauses what they made once, whatever they ask for when they leave", async () => {
  for (const asked of ["keep", "delete"] as const) {
    const town = await webhooksOfBen();
    using app = town.app;
    const [, ben] = town.hosts;
    assert((await setRole(app, town.asAda, ben!.id, "member", "keep")).ok);
    assert.deepEqual(await statesOf(town), ["of-ada on", "of-ben-0 on"], "as Ada has chosen");
    assert((await removeBen(town, asked, ben)).ok);
    assert.deepEqual(await statesOf(town), ["of-ada on", "of-ben-0 off"]);
  }
});

Deno.test("an admin who becomes a member: their webhooks are paused, invitations they may not send end", async () => {
  const town = await webhooksOfBen(), { app } = town;
  const [, ben] = town.hosts;
  const asBen = { teamId: town.team.id, hostId: ben!.id };
  assert((await setRole(app, town.asAda, ben!.id, "owner")).ok);
  for (const role of ["admin", "member"] as const) {
    assert((await invite(app, asBen, { who: `${role}@example.org`, role })).ok);
  }
  const open = async () =>
    (await listTeamInvitations(app.kv, town.team.id)).map(({ role }) => role).sort();
  assert((await setRole(app, town.asAda, ben!.id, "admin")).ok);
  assert.deepEqual(await open(), ["member"]);
  assert.deepEqual(await statesOf(town), ["of-ada on", "of-ben-0 on"]);
  assert((await setRole(app, town.asAda, ben!.id, "member")).ok);
  assert.deepEqual(await open(), []);
  assert.deepEqual(await statesOf(town), ["of-ada on", "of-ben-0 off"]);
});

Deno.test("a webhook is whose address it has: who enters another one is its maker", async () => {
  const town = await webhooksOfBen(), { app } = town;
  const [ada, ben] = town.hosts;
  const asBen = { teamId: town.team.id, hostId: ben!.id };
  const ofAda = await hookOf(town, "of-ada");
  const input = { ...ofAda, description: "Renamed" };
  const renamed = await granted(subscriptions.edit(app, asBen, ofAda.id, ofAda.revision, input));
  assert(renamed.createdBy === ada!.id);
  const moved = { ...input, url: "https://elsewhere.example.org/ben" };
  assert((await subscriptions.edit(app, asBen, ofAda.id, renamed.revision, moved)).ok);
  assert((await removeBen(town)).ok);
  const after = await listSubscriptions(app.kv, town.team.id);
  assert.deepEqual(after.map(({ active }) => active), [false, false]);
  const { createdBy, teamId } = await readWebhookJson(
    app,
    await hookOf(town, "elsewhere.example.org/ben"),
  );
  assert.deepEqual(createdBy, { id: ben!.id, name: "Ben Moor", manages: false });
  assert.equal(teamId, town.team.id);
});

Deno.test("owners and admins are told what stops and which webhooks are left; nothing left, no email", async () => {
  const town = await webhooksOfBen();
  const sent: { to: string; text: string }[] = [];
  town.app.sendMail = (email) => {
    sent.push({ to: email.to.address, text: email.text });
    return Promise.resolve();
  };
  const { app } = town;
  await addTeamType(app, town.team, town.hosts, {
    type: { slug: "all", title: "All of us" },
    terms: { mode: "collective" },
  });
  assert((await removeBen(town)).ok);
  const jobs = (await listAll<Job>(app.kv, { prefix: keys.jobs() })).map(({ value }) => value)
    .filter(({ work }) => work.kind === "send-departure");
  for (const job of jobs) assert.equal((await sendDeparture(app, job)).state, "deleted");
  assert.deepEqual(sent.map(({ to }) => to), ["ada@example.org"]);
  assert.match(sent[0]!.text, /Ben Moor[^]*All of us[^]*paused: [^]*Ben 0/);
  const bens = await hookOf(town, "of-ben-0");
  assert((await subscriptions.remove(app, town.asAda, bens.id)).ok);
  for (const { value } of await listAll(app.kv, { prefix: keys.eventTypesOf(town.team.id) })) {
    const type = value as { id: string };
    await app.kv.delete(keys.eventType(town.team.id, type.id));
  }
  assert.equal((await sendDeparture(app, jobs[0]!)).state, "deleted");
});
