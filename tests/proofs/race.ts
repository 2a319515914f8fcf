/**
 * Must never be: one person's time given twice, or a booking that holds more or less than its hosts' time. 64 clients at
 * once over real HTTP against the built program, in six shapes for a host and one for a fleet of hosts in two teams, where
 * a second program over the same store takes part, guests move and cancel, hosts decide and give bookings away, and
 * requests expire. Judged by the answers, by each shape's own rule, and at the end by the checker over a dump.
 *
 * Run: `deno run -A tests/proofs/race.ts [a b c d e f g]`, with `INVITO_CACHE_SIZE=0` for a program that keeps nothing.
 */
import { DAY } from "$lib/scheduling/durations.ts";
import { seedHosts, withFolderApp } from "../support/proof/proof-hosts.ts";
import { judgeDump, type Proof, prove } from "../support/proof/run-proof.ts";
import { startProgram } from "../support/program.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { contentionPatterns } from "./race/contention-patterns.ts";
import { deadlines } from "./race/expiry-deadlines.ts";
import { seedFleet } from "./race/fleet.ts";
import { raceRounds } from "./race/rounds.ts";
import { judgeFleet, manySlots, oneSlotOfMany } from "./race/teams.ts";

const settings = {
  INVITO_TRUSTED_PROXIES: "1",
  INVITO_CACHE_SIZE: Deno.env.get("INVITO_CACHE_SIZE") ?? "",
};

await prove("race", async (proof) => {
  const chosen = Deno.args.length > 0 ? Deno.args : ["a", "b", "c", "d", "e", "f", "g"];
  const shapes = contentionPatterns.filter(({ label }) => chosen.includes(label));
  if (shapes.length > 0) await hosts(proof, shapes);
  if (chosen.includes("f")) await deadlines(proof);
  if (chosen.includes("g")) await teams(proof);
});

async function hosts(proof: Proof, shapes: typeof contentionPatterns): Promise<void> {
  await using folder = await tempFolder();
  await seedHosts(folder.path, shapes.map(({ owner }) => owner));
  await using program = await startProgram({ dataDir: folder.path, env: settings });
  for (const shape of shapes) await raceRounds(proof, program, shape);
  await judgeDump(proof, folder.path);
  proof.checkLog(program.output().log);
}

/** (g) Requests run out while others are still made. */
async function teams(proof: Proof): Promise<void> {
  await using folder = await tempFolder();
  const fleet = await seedFleet(folder.path);
  const env = { ...settings, INVITO_BOOKING_TTL: "8s" };
  await using program = await startProgram({ dataDir: folder.path, env });
  await withFolderApp(folder.path, async (app) => {
    const stage = { proof, app, fleet, address: program.address };
    await raceRounds(proof, program, oneSlotOfMany, { attempts: proof.count(2, 20) * 64, app });
    await manySlots(stage, Math.ceil(Date.now() / DAY) * DAY + 30 * DAY);
    await judgeFleet(stage, folder.path);
  });
  proof.checkLog(program.output().log);
}
