import assert from "node:assert/strict";
import * as account from "$lib/server/hosts/account.ts";
import { readClosureProgress } from "$lib/server/hosts/closure-progress.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { closureInput, fullAccount } from "../../support/full-account.ts";
import { granted } from "../../support/granted.ts";
import { runDue } from "../../support/job-runs.ts";

Deno.test("readClosureProgress: cancelling, then what is on its way, then erased; an open account has none", async () => {
  const { app, host } = await fullAccount();
  assert.equal(await readClosureProgress(app, host.id), null);
  const upcoming = await account.countUpcoming(app, host.id);
  assert(upcoming > 0);
  await granted(account.close(app, host.id, closureInput));
  assert.deepEqual(await readClosureProgress(app, host.id), {
    phase: "cancelling",
    left: upcoming,
    nextTry: null,
  });
  const phases = new Set<string>();
  for (let n = 0; n < 60; n++) {
    const progress = await readClosureProgress(app, host.id);
    phases.add(progress!.phase);
    if (progress!.phase === "erased") break;
    app.at(app.now() + MINUTE);
    await runDue(app);
  }
  assert.equal([...phases].at(-1), "erased", [...phases].join());
  assert(phases.has("sending"), [...phases].join());
});
