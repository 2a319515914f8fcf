import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { addTeamBooking, addTeamType, teamTown } from "../../support/team-town.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { subscribe } from "../../support/webhooks/stage.ts";

const page = await Deno.readTextFile(new URL("../../../docs/data-model.md", import.meta.url));
const [, table = ""] = /leaves behind\n([^]*?)\n## /.exec(page) ?? [];
/** The records that the first column of the table names. */
const documented = new Set(
  table.split("\n").filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...line.split("|")[1]!.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name!)),
);

Deno.test("every record that names a team and who has left it is in the table of what is left behind", async () => {
  const town = await teamTown({ app: { sendMail: () => Promise.resolve() } }),
    { app, team, hosts: [ada, ben] } = town;
  const asBen = { teamId: team.id, hostId: ben!.id };
  assert((await setRole(app, { teamId: team.id, hostId: ada!.id }, ben!.id, "admin")).ok);
  await addTeamType(app, team, town.hosts, {
    type: { slug: "all" },
    terms: { mode: "collective" },
  });
  await subscribe(app, asBen, { url: "https://hooks.example.org/" });
  await subscribe(app, ben!.id, { url: "https://hooks.example.org/own" });
  assert((await invite(app, asBen, { who: "new@example.org", role: "member" })).ok);
  await addTeamBooking(town, [ben!], { isConfirmed: true });
  await ask(app, { username: "", teamSlug: "mill", slug: "all", start: mondayTen + 3 * HOUR });
  const departure = { ...asBen, by: ada!.id, bookings: "keep" as const };
  assert((await leave(app, departure)).ok);

  const found = new Set<string>();
  for (const { key, value } of await listAll(app.kv, { prefix: [] })) {
    const text = JSON.stringify([key, value]);
    if (text.includes(team.id) && text.includes(ben!.id)) found.add(String(key[0]));
  }
  assert(found.has("webhook") && found.has("booking"), [...found].join());
  assert(!found.has("team_member") && !found.has("team_of") && !found.has("team_invitation"));
  assert.deepEqual([...found].filter((name) => !documented.has(name)), []);
});
