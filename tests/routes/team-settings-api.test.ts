import assert from "node:assert/strict";
import type { Operation } from "$lib/openapi/operation.ts";
import * as blocked from "$lib/server/api/block-list.ts";
import * as types from "$lib/server/api/team-event-types.ts";
import * as texts from "$lib/server/api/email-templates.ts";
import * as links from "$lib/server/api/private-links.ts";
import * as reminders from "$lib/server/api/notifications.ts";
import * as api from "$lib/server/api/team-type-settings.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { keyCaller, keyOf } from "../support/call-operation.ts";
import { addMemberHost, addTeamType, teamTown } from "../support/team-town.ts";

/** Ada owns the team and Ben is a member of it, Eve is in none; each with a key for teams. */
async function startTown() {
  const town = await teamTown({ names: ["ada", "ben"] });
  const { app, team, type, hosts } = town;
  const by = async (host: Host) => keyCaller(app, await keyOf(app, host, ["read", "teams"]));
  return {
    ...town,
    ada: await by(hosts[0]!),
    ben: await by(hosts[1]!),
    eve: await by(await addMemberHost(app, "eve")),
    params: { team: team.slug, slug: type.slug },
  };
}

Deno.test("email texts of a team over the API: set, previewed in its name, reset", async () => {
  const { ada, params } = await startTown();
  const which = { ...params, which: "guest-confirmed" };
  const text = { subject: "Hello {guest}", text: "" };
  const set = await ada(texts.setTeamEmailTemplate, { params: which, body: text });
  assert.deepEqual([set.status, set.answer.emailTemplate.isCustom], [200, true]);
  const late = await ada(texts.setTeamEmailTemplate, {
    params: which,
    body: text,
    ifMatch: '"0"',
  });
  assert.equal(late.status, 412);
  const seen = await ada(texts.previewTeamEmailTemplate, { params: which });
  assert.match(seen.answer.email.subject, /^Hello \w/);
  assert.match(seen.answer.email.html, /The Mill/);
  const reset = await ada(texts.resetTeamEmailTemplate, { params: which });
  assert.equal(reset.answer.emailTemplate.isCustom, false);
  const all = await ada(texts.listTeamEmailTemplates, { params });
  assert.equal(all.answer.emailTemplates.revision, 2);
  const one = await ada(texts.getTeamEmailTemplate, { params: which });
  assert.equal(one.answer.emailTemplate.id, "guest-confirmed");
});

Deno.test("private links of a team over the API: its page, shown once, revoked", async () => {
  const { ada, params } = await startTown();
  const made = await ada(links.createTeamPrivateLink, {
    params,
    body: { label: "For Grace", uses: 1, until: null },
  });
  assert.equal(made.status, 201);
  assert.match(made.answer.address!, /\/team\/mill\/visit\?link=[\w-]{43}$/);
  const listed = await ada(links.listTeamPrivateLinks, { params });
  assert.deepEqual(listed.answer.links, [made.answer.link]);
  const ofLink = { ...params, link: made.answer.link.id };
  assert.equal((await ada(links.revealTeamPrivateLink, { params: ofLink })).status, 403);
  const revoked = await ada(links.revokeTeamPrivateLink, { params: ofLink });
  assert.equal(revoked.answer.link.state, "revoked");
});

Deno.test("the block list of a team over the API is the team’s alone", async () => {
  const { ada, team } = await startTown();
  const params = { id: team.id };
  const added = await ada(blocked.addTeamBlocked, {
    params,
    body: { entries: ["mallory@example.net"] },
  });
  assert.equal(added.status, 201);
  const [entry] = added.answer.added;
  const listed = await ada(blocked.listTeamBlocked, { params });
  assert.deepEqual(listed.answer.blocked, [entry]);
  const gone = await ada(blocked.removeTeamBlocked, {
    params: { ...params, blockedId: entry!.id },
  });
  assert.equal(gone.status, 200);
  assert.deepEqual((await ada(blocked.listTeamBlocked, { params })).answer.blocked, []);
});

Deno.test("event types of a team over the API: copied, moved, with reminders", async () => {
  const town = await startTown(), { app, ada, params, team, hosts } = town;
  await addTeamType(app, team, hosts, { type: { slug: "tour", title: "Tour" } });
  const copy = await ada(api.duplicateTeamEventType, { params });
  assert.deepEqual([copy.status, copy.answer.eventType.active], [201, false]);
  const moved = await ada(api.reorderTeamEventType, {
    params: { ...params, slug: copy.answer.eventType.slug },
    body: { by: -1 },
  });
  assert.equal(moved.answer.eventTypes.at(-2)!.id, copy.answer.eventType.id);
  const rules = {
    alarm: 10,
    reminders: [{ id: null, side: "before" as const, minutes: 60, to: "guest" as const }],
  };
  const set = await ada(reminders.setTeamNotificationRules, { params, body: rules });
  const read = await ada(reminders.getTeamNotificationRules, { params });
  assert.deepEqual(read.answer, set.answer);
  assert.equal(read.answer.notificationRules.reminders.length, 1);
});

Deno.test("a member’s own schedule for a team event type is their own choice", async () => {
  const town = await startTown(), { app, ada, ben, eve, params, hosts } = town;
  const [schedule] = await listSchedules(app.kv, hosts[1]!.id);
  const chosen = await ben(api.setOwnSchedule, { params, body: { id: schedule!.id } });
  assert.deepEqual(chosen.answer.schedule, { id: schedule!.id });
  assert.deepEqual((await ada(api.getOwnSchedule, { params })).answer.schedule, { id: null });
  const foreign = await ada(api.setOwnSchedule, { params, body: { id: schedule!.id } });
  assert.equal(foreign.status, 422);
  assert.equal((await eve(api.getOwnSchedule, { params })).status, 404);
  const { answer } = await ada(types.listTeamEventTypes, { params: { team: params.team } });
  assert.doesNotMatch(JSON.stringify(answer), /scheduleId/);
});

Deno.test("what a team’s owner sets, a member and a stranger neither read nor change", async () => {
  const { ada, ben, eve, params, team } = await startTown();
  const made = await ada(links.createTeamPrivateLink, { params, body: {} });
  const all = {
    ...params,
    id: team.id,
    which: "guest-confirmed",
    link: made.answer.link.id,
    blockedId: "none",
  };
  const bodies: Record<string, unknown> = {
    "teams.setEmailTemplate": { subject: "Mine", text: "" },
    "teams.createPrivateLink": {},
    "teams.createLinksForGuests": { guests: ["grace@example.com"] },
    "teams.block": { entries: ["x.example"] },
    "teams.setNotificationRules": { alarm: null, reminders: [] },
    "teams.reorderEventType": { by: 1 },
  };
  const { getOwnSchedule: _get, setOwnSchedule: _set, ...managed } = api;
  const operations = [managed, texts, links, reminders, blocked].flatMap((each) =>
    Object.values<unknown>(each).filter((one): one is Operation =>
      (one as Partial<Operation>).path?.startsWith("/v0/teams/") ?? false
    )
  );
  assert.equal(operations.length, 17);
  for (const operation of operations) {
    if (operation.access === "session") continue;
    for (const other of [ben, eve]) {
      const refused = await other(operation, { params: all, body: bodies[operation.id] });
      assert.equal(refused.status, 404, operation.id);
    }
  }
});
