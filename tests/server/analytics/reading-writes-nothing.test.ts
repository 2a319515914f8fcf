import assert from "node:assert/strict";
import type { RequestEvent } from "@sveltejs/kit";
import { operations } from "../../support/operations.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { figureNames, membersFigure, wantedFigure } from "$lib/server/analytics/figure-rows.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  loadAnalytics,
  loadFigure,
} from "../../../src/routes/dashboard/[...owner=owner]/analytics/analytics-page.ts";
import { openApi } from "../../support/api-in-process.ts";
import { signedIn } from "../../support/seeded-town.ts";
import { addMemberHost, addTeam, addTeamType } from "../../support/team-town.ts";
import { bookingRequest, town } from "../../support/town.ts";

/** Ada with the team `mill`, and a request for each of them a moment ago. */
async function stage() {
  const { app, host } = await town({ host: { emailVerified: true } });
  const ben = await addMemberHost(app, "ben");
  const team = await addTeam(app, [host, ben]);
  await addTeamType(app, team, [host, ben], {
    type: { title: "Chat", slug: "chat", decision: "instant" },
    terms: { mode: "round-robin" },
  });
  const asked = await bookings.request(app, bookingRequest());
  const chat = bookingRequest({
    teamSlug: "mill",
    username: "",
    slug: "chat",
    start: bookingRequest().start + DAY,
  });
  const ofTeam = await bookings.request(app, chat);
  assert(asked.ok && ofTeam.ok);
  return { app, host, team, session: await signedIn(app, host) };
}

const everything = (kv: Deno.Kv) => Array.fromAsync(kv.list({ prefix: [] }));

Deno.test("no read of analytics changes the store, and each has what was booked a moment ago", async (t) => {
  const { app, host, team, session } = await stage(), { kv } = app;
  const event = (path: string, figure = "") => ({
    locals: { app },
    url: new URL(path, app.baseUrl),
    params: { figure },
  } as unknown as RequestEvent);
  const before = await everything(kv);
  const uncounted = await Array.fromAsync(kv.list({ prefix: keys.allUncounted() }));
  assert(uncounted.length >= 2);

  for (const asked of [{ host, team: null }, { host, team }]) {
    const whose = asked.team ? "a team" : "a host";
    await t.step(`the page of ${whose}`, async () => {
      const { view } = await loadAnalytics(event("/dashboard/analytics"), asked);
      assert.equal(view?.summary.figures[0]?.value, "1");
      assert.equal(view?.uncounted, null);
      const old = await loadAnalytics(
        event("/dashboard/analytics?range=own&from=2025-01-01&to=2025-01-31"),
        asked,
      );
      assert(old.view, "there are figures, if of no date that is looked at");
    });
    const names = [...figureNames, wantedFigure, ...asked.team ? [membersFigure] : []];
    await t.step(`the files of ${whose}`, async () => {
      for (const name of names) {
        const { rows } = await loadFigure(event(`/${name}.csv`, name), asked);
        if (name === "hours") {
          assert.equal(rows.reduce((sum, { bookings }) => sum + Number(bookings), 0), 1);
        }
      }
    });
  }

  await t.step("every operation of the API", async () => {
    const call = openApi(app), cookies = { [sessionCookie]: session };
    const reads = operations.filter(({ method, path }) =>
      method === "GET" && path.startsWith("/v0/analytics/")
    );
    assert(reads.length >= 9);
    for (const operation of reads) {
      const query: Record<string, string> = operation.id === "analytics.health"
        ? {}
        : { teamId: team.id };
      const answer = await call(operation, { cookies, query });
      const body = await answer.json();
      assert.equal(answer.status, 200, `${operation.id}: ${JSON.stringify(body)}`);
      if (operation.id === "analytics.bookings") assert.equal(body.requested, 1);
    }
  });

  const after = await everything(kv);
  const changed = after.filter(({ key, versionstamp }, n) =>
    before[n]?.versionstamp !== versionstamp || `${before[n]?.key}` !== `${key}`
  );
  assert.deepEqual(changed.map(({ key }) => key), []);
  assert.equal(after.length, before.length);
  kv.close();
});
