/** Calendars that others share with a person at Microsoft. */
import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { granted, refusal } from "../../support/granted.ts";
import { noon } from "../../support/test-app.ts";
import { ask } from "../../support/town.ts";
import {
  callbackFrom,
  connected,
  type ProviderTown,
  providerTown,
} from "../../support/provider-hosts.ts";

const work = "AAMkAG-work=";
const boss = { owner: "boss@example.org", canEdit: true };

async function busyOf({ app, ada }: ProviderTown) {
  const { guard } = await getGuard(app.kv, ada.id);
  return await readBusy(app.kv, ada.id, guard, { start: noon, end: noon + 96 * HOUR });
}

async function failing({ app, ada }: ProviderTown, calendarId: string) {
  const { guard } = await getGuard(app.kv, ada.id);
  return Object.entries(guard.calendars).find(([key]) => key.endsWith(calendarId))?.[1];
}

const scopes = ({ graph }: ProviderTown) =>
  (graph.oauth.authorized?.get("scope") ?? "").split(" ").map((scope) => scope.split("/").at(-1));

Deno.test("shared calendars: none is chosen by default, and no extra scope is requested", async () => {
  await using given = await providerTown();
  const { app, ada, graph } = given;
  const team = graph.addCalendar("team", boss);
  const connection = await connected(given, "microsoft");
  assert.deepEqual(connection.calendars.map(({ name, blocks, owner }) => [name, blocks, owner]), [
    ["work", true, undefined],
    ["team", false, "boss@example.org"],
  ]);
  assert.deepEqual((await getHost(app.kv, ada.id))?.targetCalendar?.calendarId, work);
  assert.deepEqual(scopes(given), ["offline_access", "Calendars.ReadWrite"]);
  assert.ok(!connections.lacksSharedAccess(connection, null));
  assert.ok(!graph.requests.some((each) => each.includes(encodeURIComponent(team))));
});

Deno.test("shared calendars: choosing one requests its scope; it is unknown until granted, then read", async () => {
  await using given = await providerTown();
  const { app, ada, graph } = given;
  const team = graph.addCalendar("team", boss);
  const start = noon + DAY;
  graph.put(team, "standup", [
    `DTSTART:${new Date(start).toISOString().replace(/[-:]|\.\d+/g, "")}`,
    "DURATION:PT1H",
  ]);
  const connection = await connected(given, "microsoft");
  const chosen = await granted(
    connections.chooseCalendars(app, ada.id, connection.id, [work, team]),
  );
  const before = await failing(given, team);
  assert.deepEqual([before?.syncedAt, before?.failure?.reason], [null, "shared-forbidden"]);
  const { targetCalendar } = (await getHost(app.kv, ada.id))!;
  assert.ok(connections.lacksSharedAccess(chosen, targetCalendar));

  assert.equal((await connected(given, "microsoft", connection.id)).id, connection.id);
  assert.deepEqual(scopes(given), [
    "offline_access",
    "Calendars.ReadWrite",
    "Calendars.Read.Shared",
  ]);
  assert.equal((await failing(given, team))?.failure, null);
  assert.deepEqual(await busyOf(given), [{ start, end: start + HOUR }]);
  const now = (await getConnection(app.kv, ada.id, connection.id))!;
  assert.ok(!connections.lacksSharedAccess(now, targetCalendar));

  // To write there needs more.
  const target = { connectionId: connection.id, calendarId: team };
  assert.ok((await connections.setWriteTarget(app, ada.id, target)).ok);
  assert.ok(connections.lacksSharedAccess(now, target));
  await connected(given, "microsoft", connection.id);
  assert.equal(scopes(given).at(-1), "Calendars.ReadWrite.Shared");
});

Deno.test("shared calendars: a partial grant keeps what the host had", async () => {
  await using given = await providerTown();
  const { app, ada, graph } = given;
  const team = graph.addCalendar("team", boss);
  const connection = await connected(given, "microsoft");
  assert.ok((await connections.chooseCalendars(app, ada.id, connection.id, [work, team])).ok);
  graph.oauth.does.scope = "Calendars.ReadWrite";
  const callback = await callbackFrom(given, "microsoft", connection.id);
  const ended = await refusal(connections.handleCallback(app, ada.id, "microsoft", callback));
  assert.equal(ended.detail, "consent-partial");
  const now = (await getConnection(app.kv, ada.id, connection.id))!;
  assert.ok(connections.lacksSharedAccess(now, null));
  assert.equal((await failing(given, work))?.failure, null);
});

Deno.test("shared calendars: one without permission keeps no deleted meeting from being cancelled", async () => {
  await using given = await providerTown();
  const { app, ada, graph } = given;
  graph.addCalendar("team", boss);
  const connection = await connected(given, "microsoft");
  const runner = openJobRunner(app, jobHandlers);
  const read = async () => {
    await runner.drain();
    await connections.syncNow(app, ada.id, connection.id);
    await runner.drain();
  };
  const { id, revision, uid } = (await ask(app)).booking;
  const decision = { hostId: ada.id, revision, message: "", force: true };
  assert.ok((await bookings.confirm(app, id, decision)).ok);
  await read();
  graph.put(work, "another", ["DTSTART:20261110T090000Z"]);
  graph.delete(work, uid);
  await read();
  app.at(app.now() + 11 * MINUTE);
  await read();
  assert.equal((await getBooking(app.kv, id))?.status, "CANCELLED");
  await runner.stop(1_000);
});
