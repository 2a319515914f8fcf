import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { connected, providerTown } from "../../support/provider-hosts.ts";

Deno.test("applyCalendarEdits: an entry with a copy at Microsoft reschedules nothing while there are two", async () => {
  await using given = await providerTown();
  const { app, ada, graph } = given;
  const connection = await connected(given, "microsoft");
  const runner = openJobRunner(app, jobHandlers);
  const read = async () => {
    await runner.drain();
    await connections.syncNow(app, ada.id, connection.id);
    await runner.drain();
  };
  const { id, revision } = (await ask(app)).booking;
  const decision = { hostId: ada.id, revision, message: "", force: true };
  assert.ok((await bookings.confirm(app, id, decision)).ok);
  await read();
  const start = async () => (await getBooking(app.kv, id))!.start;
  const startOf = (entry: string) =>
    (graph.events.get(entry)!.resource.start as { dateTime: string }).dateTime.slice(0, 16);
  const at = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  const drag = (entry: string, to: number) => {
    const { calendarId, resource } = graph.events.get(entry)!;
    graph.putRaw(calendarId, entry, { ...resource, start: at(to), end: at(to + HOUR / 2) });
  };
  const [entry = ""] = graph.events.keys();
  const copy = graph.copy(entry);

  drag(copy, mondayTen + 2 * HOUR);
  await read();
  assert.equal(await start(), mondayTen, "the copy was moved");
  drag(entry, mondayTen + 3 * HOUR);
  await read();
  assert.equal(await start(), mondayTen, "the entry was moved, and nobody knows which is meant");
  graph.events.get(copy)!.removed = true;
  await read();
  assert.equal(await start(), mondayTen + 3 * HOUR, "one is left");

  // Cancelled here: only what we wrote is taken away.
  const second = graph.copy(entry);
  const by = { actor: "host" as const, hostId: ada.id };
  assert.ok((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
  await read();
  assert.equal(graph.events.get(entry)!.removed, true);
  assert.equal(graph.events.get(second)!.removed, false);
  assert.equal(startOf(second), new Date(mondayTen + 3 * HOUR).toISOString().slice(0, 16));
  await runner.stop(1_000);
});
