/** A start on a store with 100,000 bookings: until a host's page is there, and the memory that it takes. */
import { plantBookings } from "../support/wide/plant-bookings.ts";
import { everyDay, seedHosts, withFolderApp } from "../support/proof/proof-hosts.ts";
import { startProgram } from "../support/program.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { memoryOf } from "./bare.ts";
import { type Measured, median } from "./bench-table.ts";

const HOSTS = 20, BOOKINGS = 100_000, ROUNDS = 3;

export async function measureManyBookings(count = BOOKINGS): Promise<Measured[]> {
  const none = await startsWith(0), many = await startsWith(count);
  const what = `${count.toLocaleString("en")} bookings`;
  return [{
    what: `start with ${what}, to the first page of a host`,
    value: many.ms,
    unit: "ms",
    baseline: { what: "with none", value: none.ms },
    aim: { most: 900, of: "value" },
  }, {
    what: `memory, idle with ${what}`,
    value: many.memory,
    unit: "MB",
    baseline: { what: "with none", value: none.memory },
    aim: { most: 1.5, of: "ratio" },
  }];
}

/** Starts in order, each after a stop in order; the files are in the memory of the machine. */
async function startsWith(count: number): Promise<{ ms: number; memory: number }> {
  await using folder = await tempFolder();
  const names = Array.from({ length: HOSTS }, (_, n) => `many-${n}`);
  const hosts = names.map((username) => ({
    username,
    zone: "UTC",
    rules: everyDay(420, 1080),
    types: [{ slug: "talk", bookingWindowDays: 365 }],
  }));
  const ids = await seedHosts(folder.path, hosts);
  await withFolderApp(folder.path, async ({ kv }) => {
    const from = Date.now(), each = { from, count: count / HOSTS, jobs: false };
    for (const hostId of Object.values(ids)) await plantBookings(kv, { hostId, ...each });
  });
  const took: number[] = [], memory: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    await using program = await startProgram({ dataDir: folder.path });
    const page = await fetch(`${program.address}/calendar/${names[round]}/talk`);
    await page.text();
    // The first start reads the files from the disk.
    if (round > 0) {
      took.push(performance.now() - began);
      memory.push(memoryOf(program.pid));
    }
    await program.stop();
  }
  return { ms: median(took), memory: median(memory) };
}
