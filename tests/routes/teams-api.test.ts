import assert from "node:assert/strict";
import { startVisit, type VisitorResponse } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { seedTeam } from "../support/seeded-team.ts";
import { addMemberHost } from "../support/team-town.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { granted } from "../support/granted.ts";

/** Ada owns the team, Ben is a member or what `role` makes of him, Cleo has left with a booking, Eve is in none. */
async function startTeam(role: "member" | "admin") {
  const sessions: Record<string, string> = {}, ids: Record<string, string> = {};
  const program = await startWithHost({}, async (app, ada) => {
    const date = weekdayAfter(dateAt(app.now(), ada.zone), 3);
    const { teamId, memberId, formerId } = await seedTeam(app, ada, date);
    await granted(setRole(app, { teamId, hostId: ada.id }, memberId, role));
    await addMemberHost(app, "eve");
    for (const name of ["ada", "ben", "cleo", "eve"]) {
      const host = (await getHostByUsername(app.kv, name))!;
      sessions[name] = await signedIn(app, host);
      ids[name] = host.id;
    }
    Object.assign(ids, { team: teamId, former: formerId });
  });
  const as = (name: string) => startVisit(program.address, sessions[name]);
  return { program, as, ids };
}

const bodyOf = (answer: VisitorResponse) => JSON.parse(answer.text);

Deno.test("teams over HTTP: made, listed, their members read and invited", async (t) => {
  const { program, as, ids } = await startTeam("member");
  await using _ = program;
  const members = `/v0/teams/${ids.team}/members`;

  await t.step(
    "a team is made from its name alone; a taken or reserved slug is named",
    async () => {
      const made = await as("eve").send("POST", "/v0/teams", { name: "Night shift" });
      assert.equal(made.status, 201, made.text);
      const { team } = bodyOf(made);
      assert.deepEqual([team.slug, team.role, team.timezone], [
        "night-shift",
        "owner",
        "Europe/Berlin",
      ]);
      const listed = bodyOf(await as("eve").get("/v0/teams")).teams;
      assert.deepEqual(listed, [team]);
      const taken = await as("eve").send("POST", "/v0/teams", { name: "X", slug: "mill" });
      assert.equal(taken.status, 409);
      assert.deepEqual(bodyOf(taken).fields, { slug: "This name is already taken." });
      const wrong = await as("eve").send("POST", "/v0/teams", { name: " ", slug: "admin" });
      assert.deepEqual(Object.keys(bodyOf(wrong).fields).sort(), ["name", "slug"]);
    },
  );

  await t.step(
    "members see who is in it and whose calendar is known, and no invitations",
    async () => {
      const seen = bodyOf(await as("ben").get(members));
      assert.deepEqual(seen.invitations, []);
      assert.deepEqual(
        seen.members.map((
          each: Record<string, unknown>,
        ) => [each.username, each.role, each.calendar]),
        [["ada", "owner", "none"], ["ben", "member", "none"]],
      );
      assert.equal(bodyOf(await as("ada").get(members)).invitations[0].email, "dora@example.org");
    },
  );

  await t.step("owners invite; a member, who has left and a stranger find no team", async () => {
    const invited = await as("ada").send("POST", members, { username: "eve", role: "admin" });
    assert.equal(invited.status, 201, invited.text);
    assert.equal(bodyOf(invited).invitation.role, "admin");
    for (const [name, method] of [["ben", "POST"], ["eve", "GET"], ["cleo", "GET"]] as const) {
      const answer = method === "GET"
        ? await as(name).get(members)
        : await as(name).send(method, members, { username: "cleo" });
      assert.equal(answer.status, 404, name);
    }
  });
});

Deno.test("teams on the dashboard: each role sees and may do its part, everybody else finds nothing", async (t) => {
  for (const role of ["member", "admin"] as const) {
    const { program, as, ids } = await startTeam(role);
    await using _ = program;
    const base = `/dashboard/teams/${ids.team}`;
    const manages = role === "admin" ? 200 : 404;

    const pages: [string, string, number][] = [
      ["ben", base, 200],
      ["ben", `${base}/bookings`, 200],
      ["ben", `${base}/members/${ids.ben}`, 200],
      ["ben", `${base}/members/${ids.ada}`, 404],
      ["ben", `${base}/members/${ids.cleo}`, manages],
      ["ben", `${base}/settings`, manages],
      ["ben", `${base}/delete`, 404],
      ["ada", `${base}/delete`, 200],
      ["cleo", base, 404],
      ["eve", `${base}/bookings`, 404],
    ];
    await t.step(`pages, where Ben is ${role}`, async () => {
      for (const [name, path, status] of pages) {
        assert.equal((await as(name).get(path)).status, status, `${name} ${path}`);
      }
    });

    await t.step(`bookings and invitations, where Ben is ${role}`, async () => {
      const { text } = await as("ben").get(`${base}/bookings`);
      assert.match(text, /with Ben Moor/);
      assert.equal(text.includes("with Cleo Moor"), role === "admin");
      const members = (await as("ben").get(base)).text;
      assert.equal(members.includes("dora@example.org"), role === "admin");
    });

    const actions: [string, Record<string, string>, number][] = [
      [`${base}?/invite`, { who: "nobody-known" }, role === "admin" ? 422 : 404],
      [`${base}?/withdraw`, { invitation: "open" }, role === "admin" ? 303 : 404],
      [`${base}/settings`, { name: "" }, role === "admin" ? 422 : 404],
      [`${base}/delete`, { sure: "on" }, 404],
      [`${base}/members/${ids.ada}?/leave`, { bookings: "keep" }, 404],
      [`${base}/members/${ids.ben}?/role`, { role: "owner" }, 404],
    ];
    await t.step(`actions, where Ben is ${role}`, async () => {
      for (const [path, form, status] of actions) {
        assert.equal((await as("ben").post(path, form)).status, status, path);
      }
    });
  }
});
