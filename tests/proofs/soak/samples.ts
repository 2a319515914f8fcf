/** What a running program uses, looked at from outside. */
import type { Tally } from "../load/guests.ts";
import { quantile } from "../load/times.ts";

export interface Sample {
  /** Since the start of the load, s. */
  seconds: number;
  /** Memory of the process, and what its objects take of it, MB. */
  rssMb: number;
  heapMb: number;
  /** Open files and connections of the process. */
  handles: number;
  /** The database file and what is written beside it before it gets there, MB. */
  fileMb: number;
  walMb: number;
  /** Bookings granted so far. */
  bookings: number;
  /** Pages since the last sample, ms. */
  p50Ms: number;
  p99Ms: number;
}

const MB = 1_000_000;

/** Takes one sample; `pages` are the times since the one before. */
export async function takeSample(
  { pid, dataDir, address }: { pid: number; dataDir: string; address: string },
  { granted }: Pick<Tally, "granted">,
  seconds: number,
  pages: readonly number[],
): Promise<Sample> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const metrics = await (await fetch(`${address}/metrics`)).text();
  return {
    seconds,
    rssMb: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024 / MB,
    heapMb: Number(/^invito_heap_bytes (\d+)/m.exec(metrics)?.[1]) / MB,
    handles: [...Deno.readDirSync(`/proc/${pid}/fd`)].length,
    fileMb: await sizeOf(`${dataDir}/invito.db`),
    walMb: await sizeOf(`${dataDir}/invito.db-wal`),
    bookings: granted.length,
    p50Ms: quantile(pages, 0.5),
    p99Ms: quantile(pages, 0.99),
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size / MB;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/** One line for each sample, for a spreadsheet. */
export function asCsv(samples: readonly Sample[]): string {
  const names = Object.keys(samples[0] ?? {}) as (keyof Sample)[];
  const rows = samples.map((sample) => names.map((name) => String(+sample[name].toFixed(3))));
  return [names, ...rows].map((row) => row.join(",")).join("\n") + "\n";
}
