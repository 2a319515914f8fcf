import assert from "node:assert/strict";
import * as account from "$lib/server/hosts/account.ts";
import { readClosureProgress } from "$lib/server/hosts/closure-progress.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { closureInput, fullAccount } from "../../support/full-account.ts";
import { granted } from "../../support/granted.ts";
import { runDue } from "../../support/job-runs.ts";

Deno.test("readClosureProgress: cancelling, then what is on its way, then erased; an open account has none", async () => {
  let isDown = false;
  const { app, host } = await fullAccount({
    sendMail: () => isDown ? Promise.reject(new Error("no mail server")) : Promise.resolve(),
  });
  assert.equal(await readClosureProgress(app, host.id), null);
  const upcoming = await account.countUpcoming(app, host.id);
  assert(upcoming > 0);
  await granted(account.close(app, host.id, closureInput));
  assert.deepEqual(await readClosureProgress(app, host.id), {
    phase: "cancelling",
    left: upcoming,
    nextTry: null,
  });
  const after = async () => {
    app.at(app.now() + MINUTE);
    await runDue(app);
    return (await readClosureProgress(app, host.id))!.phase;
  };
  isDown = true;
  let phase = await after();
  for (let n = 0; phase === "cancelling" && n < 60; n++) phase = await after();
  assert.equal(phase, "sending");
  isDown = false;
  for (let n = 0; phase !== "erased" && n < 60; n++) phase = await after();
  assert.equal(phase, "erased");
});
