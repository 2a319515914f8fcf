/** An account that is suspended while 200 guests book, and while the program is killed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Host } from "$lib/scheduling/host.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { root } from "../../src/tasks/root.ts";
import { faultsIn, violations } from "../proofs/invariant-checker.ts";
import { dumpBookings, dumpHolds } from "../support/dump-store.ts";
import { suspendAda } from "../support/host-command.ts";
import { attemptBooking, offered } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { configuredApp } from "../support/town.ts";

const GUESTS = 200, BEHIND = 20;

Deno.test("suspend: of 200 bookings at once none is committed afterwards, and none is lost that was accepted", async () => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const { address, host, dataDir } = program;
  const from = Date.now() + DAY;
  const free = await offered(address, { username: "ada" }, "coffee", from, 30);
  const starts = free.filter((start) => start % (15 * MINUTE) === 0).slice(0, GUESTS);
  assert.equal(starts.length, GUESTS, "times for all of them");

  // Half of them are on their way; most others come with the command, which goes off at the first yes, and some behind it.
  const { promise: isBegun, resolve: begin } = Promise.withResolvers<void>();
  const book = async (start: number) => {
    const answer = await attemptBooking(address, { username: "ada", slug: "coffee", start });
    if (answer.status === 201) begin();
    return answer;
  };
  const asked = starts.slice(0, GUESTS / 2).map(book);
  await isBegun;
  const commanded = suspendAda(address);
  asked.push(...starts.slice(GUESTS / 2, -BEHIND).map(book));
  const suspended = await commanded;
  asked.push(...starts.slice(-BEHIND).map(book));
  const answers = await Promise.all(asked);
  assert.deepEqual(await suspended.json(), { ok: true, value: { username: "ada" } });
  const accepted = answers.flatMap(({ status, body }) => status === 201 ? [body.booking.id] : []);
  const refused = answers.filter(({ status }) => status !== 201);
  assert(refused.length >= BEHIND, "nobody has a yes once the command is answered");
  const codes = new Set(refused.map(({ status, body }) => `${status} ${body.code}`));
  // A machine with too much to do says so before anything is read.
  codes.delete("503 overloaded");
  assert.deepEqual([...codes], ["409 inactive"]);
  assert.equal(await program.stop(), 0);

  using app = await storeOf(dataDir);
  const dumped = await dumpBookings(app.kv), now = Date.now();
  assert.deepEqual(dumped.map(({ id }) => id).sort(), accepted.sort(), "what was said is stored");
  assert.deepEqual(violations(dumped, now), []);
  assert.deepEqual(faultsIn(dumped, await dumpHolds(app.kv), now), []);
  const { versionstamp } = await app.kv.get<Host>(keys.host(host.id));
  for (const id of accepted) {
    const made = await app.kv.get(keys.history(id, 1));
    assert(made.versionstamp! < versionstamp!, `${id} was committed before the suspension`);
  }
});

for (const side of ["before", "after"] as const) {
  Deno.test(`suspend: killed right ${side} its commit, an account is wholly suspended or not at all`, async () => {
    let session = "";
    await using program = await startWithHost({
      env: { CRASH_AT: `suspend account:${side}` },
      preload: `${root}/tests/proofs/crash/kill-at-commit.ts`,
    }, async (app, { id }) => {
      session = (await sessions.start(app, id, "console", { agent: "", before: null })).secret;
    });
    await suspendAda(program.address).catch(() => {});
    assert.equal(await program.ended(), 137);

    using app = await storeOf(program.dataDir);
    const { value: host } = await app.kv.get<Host>(keys.host(program.host.id));
    const isSuspended = side === "after";
    assert.equal(host!.suspension !== null, isSuspended);
    assert.equal(host!.sessionEpoch, isSuspended ? 1 : 0);
    assert.equal(await sessions.find(app, session) === null, isSuspended);
    await program.restart({ CRASH_AT: "" });
    const answer = await attemptBooking(program.address, {
      username: "ada",
      slug: "coffee",
      start: (await offeredOrNothing(program.address))[0] ?? Date.now() + DAY,
    });
    assert.equal(answer.status, isSuspended ? 409 : 201);
  });
}

function offeredOrNothing(address: string): Promise<number[]> {
  return offered(address, { username: "ada" }, "coffee", Date.now() + DAY, 7).catch(() => []);
}

async function storeOf(dataDir: string) {
  const app = await configuredApp({ kv: await Deno.openKv(join(dataDir, "invito.db")) });
  app.at(Date.now());
  return app;
}
