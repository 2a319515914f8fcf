/** What a running program uses, looked at from outside, as a table and as a drawing. */
import type { Tally } from "../load/guests.ts";
import { quantile } from "../load/crowd.ts";
import { readMetrics } from "../../support/program.ts";

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
  const metrics = await readMetrics({ address });
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

const WIDTH = 720, HEIGHT = 90, LEFT = 70, GAP = 34;

const charts: [title: string, lines: (keyof Sample)[]][] = [
  ["Memory and heap, MB", ["rssMb", "heapMb"]],
  ["Handles", ["handles"]],
  ["Database file and write-ahead log, MB", ["fileMb", "walMb"]],
  ["Bookings", ["bookings"]],
  ["Page p50 and p99, ms", ["p50Ms", "p99Ms"]],
];
const colours = ["#1d6148", "#b3541e"];

/** A small chart for each figure, all over the same time. */
export function asSvg(samples: readonly Sample[]): string {
  const height = charts.length * (HEIGHT + GAP) + 10, end = samples.at(-1)?.seconds || 1;
  const drawn = charts.map(([title, names], n) => {
    const top = n * (HEIGHT + GAP) + GAP;
    const most = Math.max(1, ...samples.flatMap((each) => names.map((name) => each[name])));
    const x = ({ seconds }: Sample) => (LEFT + seconds / end * (WIDTH - LEFT - 10)).toFixed(1);
    const y = (value: number) => (top + HEIGHT * (1 - value / most)).toFixed(1);
    const lines = names.map((name, line) => {
      const points = samples.map((each) => `${x(each)},${y(each[name])}`).join(" ");
      return `<polyline fill="none" stroke="${colours[line]}" points="${points}"/>`;
    });
    return `<text x="${LEFT}" y="${top - 8}">${title}</text>` +
      `<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${most.toFixed(0)}</text>` +
      `<text x="${LEFT - 6}" y="${top + HEIGHT}" text-anchor="end">0</text>` +
      `<path d="M${LEFT} ${top}V${top + HEIGHT}H${WIDTH - 10}" fill="none" stroke="#999"/>` +
      lines.join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="system-ui,sans-serif" font-size="12"><rect width="100%" height="100%" ` +
    `fill="#fff"/>${drawn.join("")}</svg>\n`;
}
