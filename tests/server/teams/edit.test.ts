import assert from "node:assert/strict";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { changeUnderTeamGuard } from "$lib/server/availability/change-under-guard.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import {
  getTeamBySlug,
  getTeamSlug,
  listTeamIdsOf,
  listTeamMembers,
  setTeam,
} from "$lib/server/store/teams.ts";
import { create, edit } from "$lib/server/teams/edit.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testApp, testHost } from "../../support/test-app.ts";
import { addTeam } from "../../support/team-town.ts";

const clinic = { name: "Clinic", slug: "clinic" };

function wish(given: Partial<TeamInput> = {}): TeamInput {
  const zone = "Europe/Berlin";
  return granted(parse(TeamInput, { ...clinic, zone, ...given }));
}

Deno.test("create: the maker is the owner, and the team is found by its slug", async () => {
  const app = await testApp();
  const ada = await testHost(app);
  const made = await granted(create(app, ada.id, wish()));
  assert.deepEqual(await getTeamBySlug(app.kv, "clinic"), made);
  const members = await listTeamMembers(app.kv, made.id);
  assert.deepEqual(members.map(({ hostId, role }) => [hostId, role]), [[ada.id, "owner"]]);
  assert.deepEqual(await listTeamIdsOf(app.kv, ada.id), [made.id]);
});

Deno.test("create: of two hosts who want one slug at once one gets it, the other an error at the field", async () => {
  const app = await testApp();
  const ada = await testHost(app), bea = await testHost(app, { username: "bea" });
  const both = await Promise.all([ada, bea].map(({ id }) => create(app, id, wish())));
  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true]);
  const lost = both.find((outcome) => !outcome.ok);
  assert(lost && !lost.ok);
  assert.equal(lost.refusal.code, "name-taken");
  assert.deepEqual(lost.refusal.fields, { slug: "name-taken" });
});

Deno.test("create: a host has at most fifty teams", async () => {
  const app = await testApp();
  const ada = await testHost(app);
  for (let n = 0; n < 50; n++) {
    assert((await create(app, ada.id, wish({ slug: `team-${n}` }))).ok);
  }
  const more = await refusal(create(app, ada.id, wish({ slug: "one-more" })));
  assert.equal(more.fields?.["name"], "too-many-teams");
});

Deno.test("edit: a given-up slug has no page, stays reserved, and its team may take it again", async () => {
  const app = await testApp();
  const ada = await testHost(app), bea = await testHost(app, { username: "bea" });
  const team = await addTeam(app, [ada], clinic);
  const by = { teamId: team.id, hostId: ada.id };
  await granted(edit(app, by, 1, wish({ slug: "practice" })));
  assert.equal(await getTeamBySlug(app.kv, "clinic"), null);
  assert.equal((await getTeamBySlug(app.kv, "practice"))?.id, team.id);

  assert.equal(refusal(await create(app, bea.id, wish({ slug: "clinic" }))).code, "name-taken");
  assert((await edit(app, by, 2, wish({ slug: "clinic" }))).ok);
  assert.equal((await getTeamSlug(app.kv, "practice"))?.isReleased, true);
});

Deno.test("edit: by an owner or admin at the current revision; for everybody else the team is not there", async () => {
  const app = await testApp();
  const [ada, bea, cem, eve] = [
    await testHost(app),
    await testHost(app, { username: "bea" }),
    await testHost(app, { username: "cem" }),
    await testHost(app, { username: "eve" }),
  ];
  const team = await addTeam(app, [ada, bea, cem], clinic, ["owner", "admin"]);
  const code = async (hostId: string, revision: number) => {
    const edited = await edit(app, { teamId: team.id, hostId }, revision, wish({ name: "Help" }));
    return edited.ok ? "ok" : edited.refusal.code;
  };
  assert.equal(await code(cem.id, 1), "not-found");
  assert.equal(await code(eve.id, 1), "not-found");
  assert.equal(await code(bea.id, 1), "ok");
  assert.equal(await code(ada.id, 1), "changed");
});

Deno.test("changeUnderTeamGuard: raises the team's guard, again after a lost commit; no deleted team", async () => {
  const app = await testApp();
  const ada = await testHost(app);
  const team = await addTeam(app, [ada], clinic);
  const { version } = (await getGuard(app.kv, team.id)).guard;
  let runs = 0;
  const changed = await changeUnderTeamGuard(app, team.id, async () => {
    if (++runs === 1) await changeUnderTeamGuard(app, team.id, () => Promise.resolve(accepted(1)));
    return accepted(2);
  });
  assert.deepEqual(changed, accepted(2));
  assert.equal(runs, 2);
  assert.equal((await getGuard(app.kv, team.id)).guard.version, version + 2);

  await setTeam(app.kv.atomic(), { ...team, closedAt: app.now() }, team, null).commit();
  const late = await changeUnderTeamGuard(app, team.id, () => Promise.resolve(accepted(3)));
  assert.deepEqual(late, refused("not-found"));
});
