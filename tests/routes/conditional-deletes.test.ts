import assert from "node:assert/strict";
import { scopes } from "$lib/scheduling/api-key.ts";
import type { Operation } from "$lib/openapi/operation.ts";
import { createEventType, updateEventType } from "$lib/server/api/event-types.ts";
import { deleteEventType } from "$lib/server/api/event-types.ts";
import * as schedules from "$lib/server/api/schedules.ts";
import * as teamTypes from "$lib/server/api/team-event-types.ts";
import * as teams from "$lib/server/api/teams.ts";
import * as webhooks from "$lib/server/api/webhooks.ts";
import { keyCaller, keyOf } from "../support/call-operation.ts";
import { signInApp } from "../support/sign-in-app.ts";
import { addHost } from "../support/town.ts";

Deno.test("deleting what has a revision honours If-Match: 412 once it was changed", async (t) => {
  const app = await signInApp();
  const ada = await addHost(app);
  const call = keyCaller(app, await keyOf(app, ada, [...scopes]));
  const send = async (
    operation: Operation,
    params: Record<string, string>,
    body: unknown = {},
    ifMatch = "*",
  ) => {
    const { status, text } = await call(operation, { params, body, ifMatch });
    return { status, body: JSON.parse(text) };
  };
  const team = (await send(teams.createTeam, {}, { name: "The Mill" })).body.team;
  const round = { mode: "round-robin", members: [{ hostId: ada.id }], durations: [30] };
  const hook = { url: "https://hooks.example.net/in", kinds: ["booking.confirmed"] };

  const made: [string, Operation, Record<string, string>, { revision: number }][] = [];
  const type = (await send(createEventType, {}, { title: "Talk", durations: [30] })).body.eventType;
  made.push(["an event type", deleteEventType, { id: type.id }, type]);
  const schedule = (await send(schedules.createSchedule, {}, { name: "Late" })).body.schedule;
  made.push(["a schedule", schedules.deleteSchedule, { id: schedule.id }, schedule]);
  const webhook = (await send(webhooks.createWebhook, {}, hook)).body.webhook;
  made.push(["a webhook", webhooks.deleteWebhook, { id: webhook.id }, webhook]);
  const teamType = await send(teamTypes.createTeamEventType, {}, {
    teamId: team.id,
    title: "Visit",
    ...round,
  });
  const { slug } = teamType.body.eventType;
  const where = { team: team.slug, slug };
  made.push(["a team's type", teamTypes.deleteTeamEventType, where, teamType.body.eventType]);
  made.push(["a team", teams.deleteTeam, { id: team.id }, team]);

  const changed = await send(updateEventType, { id: type.id }, { title: "Long talk" });
  assert.equal(changed.body.eventType.revision, type.revision + 1);
  assert.equal(
    (await send(deleteEventType, { id: type.id }, {}, `"${type.revision}"`)).status,
    412,
  );
  type.revision++;

  for (const [name, operation, params, { revision }] of made) {
    await t.step(name, async () => {
      const stale = await send(operation, params, {}, `"${revision + 7}"`);
      assert.deepEqual([stale.status, stale.body.code], [412, "changed"]);
      const gone = await send(operation, params, {}, `"${revision}"`);
      assert.equal(gone.status, 200, JSON.stringify(gone.body));
    });
  }
});
