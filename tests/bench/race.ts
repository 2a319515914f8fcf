/** Sixty-four guests want one time at the same moment, again and again: what it costs to lose, and whether anybody's time is given twice. */
import { bookingsIn, faultsIn, holdsIn } from "../proofs/invariant-checker.ts";
import { prepareRequest, type RaceRequest } from "../proofs/race/book-once.ts";
import { alwaysOpen, seedHosts } from "../support/proof/proof-hosts.ts";
import { dumpOf } from "../support/proof/run-proof.ts";
import { startProgram } from "../support/program.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { startBare } from "./bare.ts";
import { type Measured, median } from "./bench-table.ts";

const CLIENTS = 64, ATTEMPTS = 3_000;
const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;
const WAYS = ["api", "form"] as const;
/** Half of the losers and 99 of 100, as many times as a bare page takes, and the processor time of each attempt. */
const AIMS = {
  api: { half: 4, nearlyAll: 8, processorMs: 2.5 },
  form: { half: 9, nearlyAll: 16, processorMs: 12 },
};

export async function measureRace(attempts = ATTEMPTS): Promise<Measured[]> {
  await using folder = await tempFolder();
  const type = { slug: "talk", durations: [30], bookingWindowDays: 365 };
  await seedHosts(folder.path, WAYS.map((way) => alwaysOpen(`by-${way}`, type)));
  const lines: Measured[] = [];
  {
    await using bare = await startBare();
    const plain = await askAtOnce(bare.address, attempts);
    const baseline = { what: "a bare page for as many at once", value: median(plain) };
    const env = { INVITO_TRUSTED_PROXIES: "1" };
    await using program = await startProgram({ dataDir: folder.path, env });
    for (const way of WAYS) {
      await race(program.address, way, CLIENTS * 4, 0);
      const before = processorMs(program.pid);
      const losers = await race(program.address, way, attempts, 4);
      const each = (processorMs(program.pid) - before) / attempts;
      losers.sort((a, b) => a - b);
      lines.push({
        what: `loser of a race of ${CLIENTS} clients, by ${
          way === "api" ? "the API" : "the form"
        } (p50)`,
        value: median(losers),
        unit: "ms",
        baseline,
        aim: { most: AIMS[way].half, of: "ratio" },
      }, {
        what: "the same, 99 of 100 within",
        value: losers[Math.floor(losers.length * 0.99)] ?? NaN,
        unit: "ms",
        baseline,
        aim: { most: AIMS[way].nearlyAll, of: "ratio" },
      }, {
        what: "the same, processor time of an attempt",
        value: each,
        unit: "ms",
        aim: { most: AIMS[way].processorMs, of: "value" },
      });
    }
  }
  const dump = await dumpOf(folder.path);
  const faults = faultsIn(bookingsIn(dump), holdsIn(dump), Date.now());
  return [...lines, {
    what: "overlaps after the races",
    value: faults.length,
    unit: "",
    aim: { most: 0, of: "value" },
  }];
}

/** One time after the other is wanted by all; returns how long those waited who did not get it, ms. */
async function race(
  address: string,
  way: RaceRequest["way"],
  attempts: number,
  from: number,
): Promise<number[]> {
  const first = Math.ceil(Date.now() / DAY + 1) * DAY, losers: number[] = [];
  for (let round = 0; round * CLIENTS < attempts; round++) {
    const start = first + (from + round) * HALF_HOUR;
    const wanted = { username: `by-${way}`, slug: "talk", start, way };
    const send = await Promise.all(
      Array.from({ length: CLIENTS }, () => prepareRequest(address, wanted)),
    );
    let given = 0;
    await Promise.all(send.map(async (each) => {
      const began = performance.now();
      const { status } = await each();
      if (status === 201) given++;
      else if (status === 409) losers.push(performance.now() - began);
      else throw new Error(`a request was answered ${status}`);
    }));
    if (given !== 1) throw new Error(`${given} of ${CLIENTS} got the same time`);
  }
  return losers;
}

async function askAtOnce(address: string, requests: number): Promise<number[]> {
  const took: number[] = [];
  for (let asked = 0; asked < requests; asked += CLIENTS) {
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      const began = performance.now();
      await (await fetch(address)).text();
      took.push(performance.now() - began);
    }));
  }
  return took;
}

/** The processor time that a process has used, ms. */
function processorMs(pid: number): number {
  const [, after = ""] = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ");
  const fields = after.split(" ");
  // In hundredths of a second, which is what Linux tells.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
