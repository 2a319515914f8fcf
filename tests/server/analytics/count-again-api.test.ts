import assert from "node:assert/strict";
import { countAgain, showCountAgain } from "$lib/server/api/analytics.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { countBookings } from "$lib/server/analytics/count-bookings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { openApi } from "../../support/api-in-process.ts";
import { signedIn } from "../../support/seeded-town.ts";
import { addMemberHost, addTeam } from "../../support/team-town.ts";
import { ask, town } from "../../support/town.ts";

Deno.test("analytics.countAgain: a host's own, an admin's team, and how far it is", async () => {
  const { app, host } = await town(), { kv } = app;
  const ben = await addMemberHost(app, "ben"), cleo = await addMemberHost(app, "cleo");
  const team = await addTeam(app, [host, ben]);
  await ask(app);
  await countBookings(app, host.id);
  const [day] = await Array.fromAsync(kv.list({ prefix: keys.bookingDaysOf(host.id) }));
  await kv.delete(day!.key);
  const api = openApi(app);
  const call = async (
    operation: typeof countAgain | typeof showCountAgain,
    by: Host,
    teamId?: string,
  ) => {
    const given = teamId === undefined ? {} : { teamId };
    const cookies = { [sessionCookie]: await signedIn(app, by) };
    const sent = operation.method === "GET" ? { query: given } : { body: given };
    const headers = { origin: app.baseUrl };
    const answer = await api(operation, { cookies, headers, ...sent });
    return { status: answer.status, counting: (await answer.json()).counting };
  };
  assert.deepEqual(await call(showCountAgain, host), { status: 200, counting: null });
  const begun = { done: 0, total: 1 };
  assert.deepEqual(await call(countAgain, host), { status: 202, counting: begun });
  assert.deepEqual(await call(showCountAgain, host), { status: 200, counting: begun });
  assert.deepEqual(await call(showCountAgain, ben), { status: 200, counting: null });
  while (await countBookings(app, host.id));
  assert.deepEqual(await call(showCountAgain, host), { status: 200, counting: null });
  assert.deepEqual((await kv.get(day!.key)).value, day!.value);

  assert.equal((await call(countAgain, host, team.id)).status, 202);
  assert.equal((await call(showCountAgain, ben, team.id)).status, 200);
  assert.equal((await call(countAgain, ben, team.id)).status, 404, "a member of the team");
  assert.equal((await call(countAgain, cleo, team.id)).status, 404, "no member");
  assert.equal((await call(showCountAgain, cleo, team.id)).status, 404);
  kv.close();
});
