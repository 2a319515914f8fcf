/** Time that we free at Google and Microsoft: offered again with the write, without a reading (AV-9). */
import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { noon } from "../../support/test-app.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { connected, providerTown } from "../../support/provider-hosts.ts";

for (const provider of ["google", "microsoft"] as const) {
  Deno.test(`freed time: at ${provider} reschedule and cancel free it with the write, and a sync agrees`, async () => {
    await using given = await providerTown();
    const { app, ada } = given;
    const connection = await connected(given, provider);
    const runner = openJobRunner(app, jobHandlers);
    const read = async () => {
      await connections.syncNow(app, ada.id, connection.id);
      await runner.drain();
    };
    const starts = async () => {
      const { guard } = await getGuard(app.kv, ada.id);
      const busy = await readBusy(app.kv, ada.id, guard, { start: noon, end: noon + 30 * DAY });
      return busy.filter(({ bookingId }) => bookingId !== undefined).map(({ start }) => start);
    };
    const { id, revision } = (await ask(app)).booking;
    const decision = { hostId: ada.id, revision, message: "", force: true };
    assert.ok((await bookings.confirm(app, id, decision)).ok);
    await runner.drain();
    await read();
    assert.deepEqual(await starts(), [mondayTen]);

    const by = { actor: "host" as const, hostId: ada.id };
    const start = mondayTen + 3 * HOUR;
    const moved = { by: { ...by, force: true }, start, revision: null, key: null };
    assert.ok((await bookings.reschedule(app, id, moved)).ok);
    await runner.drain();
    assert.deepEqual(await starts(), [start]);
    await read();
    assert.deepEqual(await starts(), [start]);

    assert.ok((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
    await runner.drain();
    assert.deepEqual(await starts(), []);
    await read();
    assert.deepEqual(await starts(), []);
    await runner.stop(1_000);
  });
}
