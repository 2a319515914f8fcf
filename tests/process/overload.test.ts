/** A program whose event loop is late: it admits fewer requests, and as many as before when it is on time again. */
import assert from "node:assert/strict";
import { MOST_UNDER_WAY } from "$lib/server/runtime/admission.ts";
import { readMetrics, startProgram } from "../support/program.ts";
import { until } from "../support/until.ts";

const preload = new URL("../support/late-event-loop.ts", import.meta.url).pathname;

Deno.test("a program whose event loop is late admits fewer requests, until it is on time again", async () => {
  await using program = await startProgram({ preload });
  const most = async () => {
    const text = await readMetrics(program);
    return Number(/^invito_http_requests_most (\d+)$/m.exec(text)?.[1]);
  };
  await until("everybody is admitted", async () => await most() === MOST_UNDER_WAY);
  await Deno.writeTextFile(`${program.dataDir}/late`, "");
  await until("fewer are admitted", async () => await most() < MOST_UNDER_WAY / 2);
  const health = await fetch(`${program.address}/health`);
  assert.equal(health.status, 200);
  await health.body?.cancel();
  await Deno.remove(`${program.dataDir}/late`);
  await until("everybody is admitted again", async () => await most() === MOST_UNDER_WAY);
});
