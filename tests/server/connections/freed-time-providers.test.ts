/** Time that we free at Google and Microsoft: offered again with the write, without a reading (AV-9). */
import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import * as connections from "$lib/server/connections.ts";
import { openRunner } from "$lib/server/jobs/run.ts";
import { doings } from "$lib/server/jobs/work.ts";
import { readBusy } from "$lib/server/store/busy.ts";
import { getGuard } from "$lib/server/store/guard.ts";
import { noon } from "../../support/app.ts";
import { aWish, mondayTen } from "../../support/installation.ts";
import { connected, town } from "../../support/providers.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;

for (const provider of ["google", "microsoft"] as const) {
  Deno.test(`freed time: move and cancel at ${provider} free the time with the write, and a reading agrees`, async () => {
    await using given = await town();
    const { app, ada } = given;
    const connection = await connected(given, provider);
    const runner = openRunner(app, doings);
    const read = async () => {
      await connections.syncNow(app, ada.id, connection.id);
      await runner.drain();
    };
    const starts = async () => {
      const { guard } = await getGuard(app.kv, ada.id);
      const busy = await readBusy(app.kv, ada.id, guard, { start: noon, end: noon + 30 * DAY });
      return busy.filter(({ own }) => own !== undefined).map(({ start }) => start);
    };
    const asked = await bookings.request(app, aWish());
    assert.ok(asked.ok);
    const { id, revision } = asked.value.booking;
    const decision = { hostId: ada.id, revision, message: "", anyway: true };
    assert.ok((await bookings.confirm(app, id, decision)).ok);
    await runner.drain();
    await read();
    assert.deepEqual(await starts(), [mondayTen]);

    const by = { actor: "host" as const, hostId: ada.id };
    const start = mondayTen + 3 * HOUR;
    const moved = { by: { ...by, anyway: true }, start, revision: null, key: null };
    assert.ok((await bookings.move(app, id, moved)).ok);
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
