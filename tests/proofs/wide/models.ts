/** The models of a booking's and of a team's life, and the store on a server behind a network that fails: never different. */
import fc from "fast-check";
import * as life from "../../server/bookings/life/commands.ts";
import type { Model, ModelBooking } from "../../server/bookings/life/steps.ts";
import { World } from "../../server/bookings/life/world.ts";
import * as teamLife from "../../server/bookings/team-life/commands.ts";
import { World as TeamWorld } from "../../server/bookings/team-life/world.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import { openBadNetwork } from "../../support/wide/bad-network.ts";
import { startDenokv } from "../../support/wide/denokv-server.ts";

/** The bytes that a program keeps of hosts in memory. */
const CACHE = 16_777_216;

export async function proveModels(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  await using network = openBadNetwork(server.port, proof.random);
  network.faults = { delay: 0.002, loseAnswer: 0.004, cutRequest: 0.002, repeat: 0.02 };
  const numRuns = proof.count(3, 60), seed = proof.below(2 ** 31);
  let n = 0;
  {
    const world = await World.open(network.address, CACHE);
    const run = fc.asyncProperty(life.aRun, async (commands) => {
      await world.settle(n++);
      const is: Model = { now: world.app.now(), bookings: [] as ModelBooking[] };
      await fc.asyncModelRun(() => ({ model: { is }, real: world }), commands);
    });
    await fc.assert(run, { numRuns, seed });
    world.close();
  }
  const lives = n;
  {
    const world = await TeamWorld.open(network.address);
    const run = fc.asyncProperty(teamLife.aRun, async (commands) => {
      const is = await world.settle(n++);
      await fc.asyncModelRun(() => ({ model: { is }, real: world }), commands);
    });
    await fc.assert(run, { numRuns, seed });
    world.close();
  }
  const { loseAnswer, cutRequest, repeat } = network.tally;
  proof.log(
    `models: ${lives} lives of bookings and ${n - lives} of teams as they say, with ` +
      `${loseAnswer} answers lost, ${cutRequest} requests cut, ${repeat} sent twice`,
  );
}
