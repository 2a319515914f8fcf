/**
 * Must never be: what must never be on one machine, on three. Three instances of the built program, whose clocks differ
 * by a minute, stand behind nginx on one KV Connect server: raced as one program is, asked under one key at once, killed
 * with SIGKILL like their server, over a network that loses, cuts, repeats and delays, and replaced one by one. Over such
 * a network the verbs do step by step what the models of a booking's and a team's life say.
 *
 * Run: `deno run -A tests/proofs/wide.ts [races teams models life]`; `deno task ok` runs the races alone.
 */
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import * as life from "../server/bookings/life/commands.ts";
import { World } from "../server/bookings/life/world.ts";
import * as teamLife from "../server/bookings/team-life/commands.ts";
import { World as TeamWorld } from "../server/bookings/team-life/world.ts";
import { attemptBooking, newClient } from "../support/proof/guest-client.ts";
import { seedHosts, withFolderApp } from "../support/proof/proof-hosts.ts";
import { judgeDump, type Proof, prove } from "../support/proof/run-proof.ts";
import { live } from "../support/model-life.ts";
import { openBadNetwork } from "../support/wide/bad-network.ts";
import { denokv } from "../support/wide/denokv-program.ts";
import { startDenokv } from "../support/wide/denokv-server.ts";
import { type Instances, startInstances } from "../support/wide/instances.ts";
import { contentionPatterns } from "./race/contention-patterns.ts";
import { seedFleet } from "./race/fleet.ts";
import { raceRounds } from "./race/rounds.ts";
import { judgeFleet, manySlots, oneSlotOfMany } from "./race/teams.ts";
import { proveLife } from "./wide/life.ts";

const parts = { races, teams, models, life: proveLife };

await prove("wide", async (proof) => {
  if (!denokv.isThere()) return;
  const chosen = Deno.args.length > 0 ? Deno.args : proof.count(["races"], Object.keys(parts));
  for (const [name, part] of Object.entries(parts)) if (chosen.includes(name)) await part(proof);
});

async function races(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  await seedHosts(server.address, contentionPatterns.map(({ owner }) => owner));
  await using instances = await startInstances(proof, server, {});
  if (!instances) return;
  for (const shape of contentionPatterns) {
    await raceRounds(proof, instances, shape, { attempts: proof.count(128, 4_000) });
  }
  await oneKey(proof, instances, "one-slot", "talk");
  await openPickers(proof, instances, "one-slot", "talk");
  await judgeDump(proof, server.address);
  for (const line of instances.errors().slice(0, 3)) proof.fail(`in the log: ${line}`);
}

async function teams(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  const fleet = await seedFleet(server.address);
  await using instances = await startInstances(proof, server, {});
  if (!instances) return;
  await withFolderApp(server.address, async (app) => {
    const stage = { proof, app, fleet, address: instances.address };
    const attempts = proof.count(2, 20) * 64;
    await raceRounds(proof, instances, oneSlotOfMany, { attempts, app });
    await manySlots(stage, Math.ceil(Date.now() / DAY) * DAY + 30 * DAY, proof.count(500, 5_000));
    await judgeFleet(stage, server.address);
  });
  for (const line of instances.errors().slice(0, 3)) proof.fail(`in the log: ${line}`);
}

/** The models of a booking's and of a team's life, and the store behind a network that fails: never different. */
async function models(proof: Proof): Promise<void> {
  await using server = await startDenokv();
  await using network = openBadNetwork(server.port, proof.random);
  network.faults = { delay: 0.002, loseAnswer: 0.004, cutRequest: 0.002, repeat: 0.02 };
  const numRuns = proof.count(3, 60), seed = proof.below(2 ** 31);
  {
    using world = await World.open(network.address, 16_777_216);
    await live(world, life.aRun, { numRuns, seed });
  }
  {
    using world = await TeamWorld.open(network.address);
    await live(world, teamLife.aRun, { numRuns, seed });
  }
  const { loseAnswer, cutRequest, repeat } = network.tally;
  proof.log(
    `models: ${numRuns} lives of bookings and ${numRuns} of teams as they say, with ` +
      `${loseAnswer} answers lost, ${cutRequest} requests cut, ${repeat} sent twice`,
  );
}

/** The same request to every instance at the same moment is one booking. */
async function oneKey(
  proof: Proof,
  { programs }: Instances,
  username: string,
  slug: string,
) {
  const rounds = proof.count(10, 300);
  const first = Math.ceil(Date.now() / DAY) * DAY + 200 * DAY;
  for (let round = 0; round < rounds; round++) {
    const input = {
      username,
      slug,
      start: first + round * 30 * MINUTE,
      key: `wide-${crypto.randomUUID()}`,
      name: "One guest",
      email: "one@example.org",
    };
    const answers = await Promise.all(
      [...programs, ...programs].map(({ address }) => attemptBooking(address, input)),
    );
    const ids = new Set(answers.map(({ body }) => body.booking?.id));
    if (answers.some(({ status }) => status !== 201) || ids.size !== 1) {
      proof.fail(`one key: ${answers.map(({ status, body }) => `${status} ${body.code ?? ""}`)}`);
    }
  }
  proof.log(`one Idempotency-Key at all instances at once: ${rounds} rounds, one booking each`);
}

/** An open picker at one instance hears of a booking at another within a second. */
async function openPickers(
  proof: Proof,
  { programs }: Instances,
  username: string,
  slug: string,
) {
  const rounds = proof.count(5, 100), first = Math.ceil(Date.now() / DAY) * DAY + 250 * DAY;
  const ending = new AbortController();
  const response = await fetch(`${programs[0]!.address}/live/${username}`, {
    headers: { "x-forwarded-for": newClient() },
    signal: ending.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = Promise.withResolvers<void>(), slowest = 0;
  const listening = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value.includes("data:")) heard.resolve();
    }
  })().catch(() => {});
  for (let round = 0; round < rounds; round++) {
    await new Promise((wake) => setTimeout(wake, 200));
    heard = Promise.withResolvers();
    const { address } = programs[1 + round % (programs.length - 1)]!;
    const start = first + round * 30 * MINUTE;
    const { status } = await attemptBooking(address, { username, slug, start });
    if (status !== 201) proof.fail(`a booking while a picker is open: ${status}`);
    const began = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, 3_000));
    await Promise.race([heard.promise, late]);
    clearTimeout(timer);
    slowest = Math.max(slowest, performance.now() - began);
  }
  ending.abort();
  await listening;
  if (slowest > 1_000) {
    proof.fail(`an open picker heard of a booking after ${Math.round(slowest)} ms`);
  }
  proof.log(
    `open pickers across instances: ${rounds} bookings, heard after ${
      Math.round(slowest)
    } ms at most`,
  );
}
