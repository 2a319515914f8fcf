/**
 * Must never be: what must never be on one machine, on three. Three instances of the built program, whose clocks differ
 * by a minute, stand behind nginx on one KV Connect server: raced as one program is, asked under one key at once, killed
 * with SIGKILL like their server, over a network that loses, cuts, repeats and delays, and replaced one by one. Over such
 * a network the verbs do step by step what the models of a booking's and a team's life say.
 *
 * Run: `deno run -A tests/proofs/wide.ts [races teams models life]`
 */
import { seedHosts, withFolderApp } from "../support/proof/proof-hosts.ts";
import { dumpOf, type Proof, prove } from "../support/proof/run-proof.ts";
import { isDenokvThere } from "../support/wide/denokv-program.ts";
import { startDenokv } from "../support/wide/denokv-server.ts";
import { startInstances } from "../support/wide/instances.ts";
import { bookingsIn, faultsIn, holdsIn } from "./invariant-checker.ts";
import { contentionPatterns } from "./race/contention-patterns.ts";
import { raceRounds } from "./race/rounds.ts";
import { seedFleet } from "./team-race/fleet.ts";
import { judge, manySlots, oneSlot } from "./team-race/stage.ts";
import { proveLife } from "./wide/life.ts";
import { proveModels } from "./wide/models.ts";
import { oneKey, openPickers } from "./wide/together.ts";

const DAY = 86_400_000;
const parts = { races, teams, models: proveModels, life: proveLife };

await prove("wide", async (proof) => {
  if (!isDenokvThere()) return;
  const chosen = Deno.args.length > 0 ? Deno.args : Object.keys(parts);
  for (const [name, part] of Object.entries(parts)) if (chosen.includes(name)) await part(proof);
});

async function races(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  await seedHosts(server.address, contentionPatterns.map(({ resident }) => resident));
  await using instances = await startInstances(proof, server, {});
  if (!instances) return;
  for (const shape of contentionPatterns) {
    await raceRounds(proof, instances, shape, proof.count(128, 4_000));
  }
  await oneKey(proof, instances, "one-slot", "talk");
  await openPickers(proof, instances, "one-slot", "talk");
  const lines = await dumpOf(server.address), bookings = bookingsIn(lines);
  const wrong = faultsIn(bookings, holdsIn(lines), Date.now());
  for (const sentence of wrong) proof.fail(sentence);
  for (const line of instances.errors().slice(0, 3)) proof.fail(`in the log: ${line}`);
  proof.log(`dump: ${bookings.length} bookings, ${wrong.length} faults`);
}

async function teams(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  const fleet = await seedFleet(server.address);
  await using instances = await startInstances(proof, server, {});
  if (!instances) return;
  await withFolderApp(server.address, async (app) => {
    const stage = { proof, app, fleet, address: instances.address };
    const next = await oneSlot(stage, Math.ceil(Date.now() / DAY) * DAY + DAY);
    await manySlots(stage, next, proof.count(500, 5_000));
    await judge(stage, server.address);
  });
  for (const line of instances.errors().slice(0, 3)) proof.fail(`in the log: ${line}`);
}
