/** How long each file took when `deno task test --record` ran last: what runs first, what may run beside others, and its limit. */
import { cpus } from "node:os";
import { root } from "../../src/tasks/root.ts";

export interface RecordedTime {
  seconds: number;
  /** Of all processors, its child processes included. */
  cpuSeconds: number;
}

export type RecordedTimes = ReadonlyMap<string, RecordedTime>;

const place = `${root}/tests/runner/recorded-times.json`;

/** Throws where the file is not what `writeTimes` writes. */
export async function readTimes(): Promise<RecordedTimes> {
  const rows: Record<string, [number, number]> = JSON.parse(await Deno.readTextFile(place));
  return new Map(
    Object.entries(rows).map(([name, [seconds, cpuSeconds]]) => [name, { seconds, cpuSeconds }]),
  );
}

/** One line a name, sorted, rounded to a tenth of a second. */
export async function writeTimes(times: RecordedTimes): Promise<void> {
  const lines = [...times].sort(([a], [b]) => a < b ? -1 : 1).map(([name, time]) =>
    `  ${JSON.stringify(name)}: [${time.seconds.toFixed(1)}, ${time.cpuSeconds.toFixed(1)}]`
  );
  await Deno.writeTextFile(place, `{\n${lines.join(",\n")}\n}\n`);
}

/** Processors of this machine. */
export const cores = cpus().length;
