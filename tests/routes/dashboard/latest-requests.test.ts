import assert from "node:assert/strict";
import { ask, mondayTen, town } from "../../support/town.ts";
import { latestRequests } from "../../../src/routes/dashboard/latest-requests.ts";
import { readWaiting } from "../../../src/routes/dashboard/read-inbox.ts";

Deno.test("latestRequests are the five that came last, the newest first", async () => {
  const { app, host } = await town();
  for (let n = 0; n < 6; n++) {
    app.at(app.now() + 1_000);
    const start = mondayTen + n * 1_800_000;
    await ask(app, { start });
  }
  const latest = latestRequests(await readWaiting(app.kv, host.id, app.now()), host);
  const came = latest.map(({ at }) => at - app.now());
  assert.deepEqual(came, [0, -1_000, -2_000, -3_000, -4_000]);
  assert.equal(latest[0]?.guest, "Grace Hopper");
  assert.equal(latest[0]?.isReschedule, false);
});
