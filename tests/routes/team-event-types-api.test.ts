import assert from "node:assert/strict";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addMemberHost, addTeam, addTeamType } from "../support/team-town.ts";
import { startVisit, type VisitorResponse } from "../support/http-visitor.ts";

Deno.test("event types of a team over HTTP: by their managers, read by members, nobody else's", async (t) => {
  const sessions: Record<string, string> = {}, ids: Record<string, string> = {};
  await using program = await startWithHost({}, async (app, ada) => {
    const [ben, cleo, dora] = [
      await addMemberHost(app, "ben"),
      await addMemberHost(app, "cleo"),
      await addMemberHost(app, "dora"),
    ];
    const team = await addTeam(app, [ada, ben, cleo], {}, ["owner", "admin", "member"]);
    const other = await addTeam(app, [dora], { slug: "other" });
    for (const host of [ada, ben, cleo, dora]) sessions[host.username] = await signedIn(app, host);
    const type = await addTeamType(app, team, [ada, ben]);
    const foreign = await addTeamType(app, other, [dora], { type: { slug: "secret" } });
    const base = (await listEventTypes(app.kv, ben.id))[0]!;
    Object.assign(ids, { ada: ada.id, ben: ben.id, cleo: cleo.id, dora: dora.id });
    Object.assign(ids, { team: team.id, type: type.id, other: other.id, foreign: foreign.id });
    ids.base = base.id;
  });
  const as = (name: string) => startVisit(program.address, sessions[name]);
  const bodyOf = (answer: VisitorResponse) => JSON.parse(answer.text);
  const list = `/v0/teams/${ids.team}/event-types`;

  await t.step("an admin creates one, and one from a base with fields of its own", async () => {
    const members = [{ hostId: ids.ada, weight: 3 }, { hostId: ids.cleo }];
    const plain = {
      teamId: ids.team,
      mode: "round-robin",
      members,
      title: "Help",
      durations: [20],
    };
    const made = await as("ben").send("POST", "/v0/team-event-types", plain);
    assert.equal(made.status, 201, made.text);
    const { eventType } = bodyOf(made);
    assert.deepEqual([eventType.slug, eventType.teamId, eventType.mode], [
      "help",
      ids.team,
      "round-robin",
    ]);
    assert.deepEqual(eventType.members[0], {
      hostId: ids.ada,
      weight: 3,
      priority: 3,
      isOptional: false,
    });
    assert.equal(eventType.page, `${program.address}/team/mill/help`);
    const copied = await as("ben").send("POST", "/v0/team-event-types", {
      ...{ teamId: ids.team, eventTypeId: ids.base, mode: "collective", members },
      title: "Panel",
      seats: 4,
    });
    assert.equal(copied.status, 201, copied.text);
    const copy = bodyOf(copied).eventType;
    assert.deepEqual([copy.slug, copy.durations, copy.seats], ["panel", [30], 4]);
    assert.equal((await as("").get("/v0/teams/mill/event-types/panel")).status, 200);
  });

  await t.step("what is wrong is named; another's base, team or member is not there", async () => {
    const valid = {
      teamId: ids.team,
      mode: "round-robin",
      members: [{ hostId: ids.ada }],
      title: "More",
      durations: [20],
    };
    const fieldsOf = async (given: object) => {
      const answer = await as("ada").send("POST", "/v0/team-event-types", { ...valid, ...given });
      return [answer.status, bodyOf(answer).fields];
    };
    assert.deepEqual(await fieldsOf({ seats: 2 }), [422, {
      seats: "Several spots need a collective event type.",
    }]);
    const [status, fields] = await fieldsOf({ title: "", members: [{ hostId: "x", weight: 12 }] });
    assert.deepEqual([status, Object.keys(fields).sort()], [422, [
      "members.0.weight",
      "title",
    ]]);
    assert.equal((await fieldsOf({ members: [{ hostId: ids.dora }] }))[0], 422);
    assert.equal((await fieldsOf({ eventTypeId: ids.base }))[0], 404, "Ben's type is not Ada's");
    assert.equal((await fieldsOf({ teamId: ids.other }))[0], 404);
  });

  await t.step(
    "members read the list, by id or slug; strangers and owners of others do not",
    async () => {
      for (const name of ["ada", "ben", "cleo"]) {
        for (const path of [list, "/v0/teams/mill/event-types"]) {
          const read = await as(name).get(path);
          assert.equal(read.status, 200, name);
          assert.equal(bodyOf(read).eventTypes.length, 3);
          assert.doesNotMatch(read.text, /scheduleId/);
        }
      }
      assert.equal((await as("dora").get(list)).status, 404);
      assert.equal((await as("").get(list)).status, 401);
      for (const name of ["cleo", "dora"]) {
        const body = { teamId: ids.team, mode: "round-robin", members: [{ hostId: ids.cleo }] };
        const made = await as(name).send("POST", "/v0/team-event-types", { ...body, title: "x" });
        assert.equal(made.status, 404, name);
      }
    },
  );

  await t.step(
    "pages: managers change, members read and choose their schedule, others find nothing",
    async () => {
      const types = `/dashboard/teams/${ids.team}/event-types`, type = `${types}/${ids.type}`;
      const seen = async (name: string, path: string) => (await as(name).get(path)).status;
      const managed = [`${types}/new`, `${type}/links`, `${type}/emails`];
      managed.push(`/dashboard/teams/${ids.team}/blocked`, `${type}/emails/guest-confirmed`);
      const shared = [types, type, `/dashboard/teams/${ids.team}/troubleshoot`];
      for (const path of [...managed, ...shared]) {
        assert.equal(await seen("ben", path), 200, `admin: ${path}`);
        assert.equal(
          await seen("cleo", path),
          managed.includes(path) ? 404 : 200,
          `member: ${path}`,
        );
        assert.equal(await seen("dora", path), 404, `another team's owner: ${path}`);
      }
      const crossed = `/dashboard/teams/${ids.other}/event-types/${ids.type}`;
      assert.equal(await seen("dora", crossed), 404, "a foreign type in one's own team");
      const acts: [string, Record<string, string>][] = [
        [`${types}?/setActive`, { id: ids.type!, active: "false" }],
        [`${types}?/duplicate`, { id: ids.type! }],
        [`${type}?/save`, { revision: "1", title: "Mine" }],
        [`${type}?/remove`, {}],
        [`${type}/links?/create`, { label: "", uses: "1" }],
        [`/dashboard/teams/${ids.team}/blocked?/add`, { entries: "x.example" }],
      ];
      for (const [path, fields] of acts) {
        for (const name of ["cleo", "dora"]) {
          assert.equal((await as(name).post(path, fields)).status, 404, `${name}: ${path}`);
        }
      }
      const schedule = await as("cleo").post(`${type}?/setSchedule`, { schedule: "" });
      assert.equal(schedule.status, 404, "who does not take it has no schedule for it");
      const chosen = await as("ben").post(`${type}?/setSchedule`, { schedule: "" });
      assert.equal(chosen.status, 303);
      const { eventTypes } = bodyOf(await as("ada").get(list));
      assert(
        eventTypes.some((each: { id: string; active: boolean }) =>
          each.id === ids.type && each.active
        ),
      );
    },
  );
});
