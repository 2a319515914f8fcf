import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import { join } from "node:path";
import { granted } from "./granted.ts";
import { type TestApp, testSecret } from "./test-app.ts";
import { addEventType, addHost, configuredApp } from "./town.ts";
import { type Program, type ProgramOptions, startProgram } from "./program.ts";

/** The running program with Ada in it, and the App that put her there (its store is closed again). */
export interface RunningWithHost<Seeded = unknown> extends Program {
  host: Host;
  /** What the test has put there. */
  seeded: Seeded;
}

/** What a test wants there before the program starts; by the product's own verbs, at the real time. */
export type SeedStep<Seeded = unknown> = (app: TestApp, host: Host) => Promise<Seeded>;

/** A data folder with Ada, her `intro-call` on approval and `coffee` at once, and the program over it. */
export async function startWithHost<Seeded>(
  options: ProgramOptions = {},
  furnish?: SeedStep<Seeded>,
): Promise<RunningWithHost<Seeded>> {
  const dataDir = options.dataDir ?? await Deno.makeTempDir({ prefix: "invito-" });
  const app = await configuredApp({ kv: await Deno.openKv(join(dataDir, "invito.db")) });
  app.at(Date.now());
  const host = await welcomed(app, await addHost(app));
  await addEventType(app, host, { ...coffee });
  const seeded = await furnish?.(app, host);
  app.kv.close();

  const env = { INVITO_SESSION_SECRET: testSecret, ...options.env };
  const program = await startProgram({ ...options, env, dataDir });
  return Object.assign(Object.create(program), {
    host,
    seeded,
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]();
      if (!options.dataDir) await Deno.remove(dataDir, { recursive: true });
    },
  });
}

/** A host who has been through the first page. */
async function welcomed(app: TestApp, host: Host): Promise<Host> {
  const { name, zone, hourCycle, revision } = host;
  return await granted(profile.edit(app, host.id, revision, { name, zone, hourCycle }));
}

const coffee: Partial<EventTypeInput> & { slug: string } = {
  slug: "coffee",
  title: "Coffee",
  durations: [15, 30],
  decision: "instant",
  colour: "amber",
  location: { kind: "address", value: "Café Lovelace, Torstraße 12, Berlin" },
};
