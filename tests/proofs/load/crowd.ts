/**
 * Visitors from a process of their own, so that nothing but the program keeps them waiting: each asks for a page, for
 * another one when it came and some time has passed, and after a second when it was refused, which is sooner than they
 * were told. Prints what they saw as JSON.
 */
import { keepConnection } from "../../support/proof/kept-connection.ts";

export interface CrowdTally {
  /** Times until a page, ms. */
  answered: number[];
  /** Times until a refusal, ms. */
  refused: number[];
  /** Refusals that did not say when to come again. */
  without: number;
  /** Other statuses, and connections that broke. */
  odd: string[];
  /** Requests that had no answer half a minute after everybody stopped. */
  hung: number;
}

const AGAIN_MS = 1_000, PATIENCE_MS = 30_000;

if (import.meta.main) {
  const [address = "", connections = "1", seconds = "1", thinkMs = "0", ...paths] = Deno.args;
  const tally: CrowdTally = { answered: [], refused: [], without: 0, odd: [], hung: 0 };
  const end = performance.now() + Number(seconds) * 1000;
  const everybody = Array.from({ length: Number(connections) }, (_, n) => visitor(n));
  const late = setTimeout(finish, Number(seconds) * 1000 + PATIENCE_MS);
  let left = everybody.length;
  for (const each of everybody) {
    void each.catch((error) => tally.odd.push(String(error))).finally(() => {
      if (--left === 0) finish();
    });
  }

  // deno-lint-ignore no-inner-declarations
  async function visitor(n: number): Promise<void> {
    const connection = await keepConnection(address);
    for (let i = n; performance.now() < end; i++) {
      const path = paths[i % paths.length]!;
      const { status, headers, ms } = await connection.ask(path, {
        headers: { "accept-encoding": "gzip" },
      });
      if (status === 200) tally.answered.push(ms);
      else if (status !== 503) tally.odd.push(`${path}: ${status}`);
      else {
        tally.refused.push(ms);
        if (!(Number(headers.get("retry-after")) > 0)) tally.without++;
      }
      const pause = status === 503 ? AGAIN_MS : Number(thinkMs);
      if (pause > 0) await new Promise((wake) => setTimeout(wake, pause));
    }
    connection.close();
  }

  // deno-lint-ignore no-inner-declarations
  function finish(): void {
    clearTimeout(late);
    tally.hung = left;
    console.log(JSON.stringify(tally));
    Deno.exit(0);
  }
}

/** Sends so many visitors to a program, from each of so many processes, and waits for all of them. */
export async function crowd(
  address: string,
  { processes, connections, seconds, thinkMs = 0, paths }: {
    processes: number;
    connections: number;
    seconds: number;
    thinkMs?: number;
    paths: string[];
  },
): Promise<CrowdTally> {
  const script = new URL(import.meta.url).pathname;
  const given = [connections, seconds, thinkMs].map(String);
  const args = ["run", "-A", "--no-check", script, address, ...given, ...paths];
  const tallies = await Promise.all(Array.from({ length: processes }, async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" })
      .output();
    return JSON.parse(new TextDecoder().decode(stdout)) as CrowdTally;
  }));
  return {
    answered: tallies.flatMap((each) => each.answered),
    refused: tallies.flatMap((each) => each.refused),
    without: tallies.reduce((sum, each) => sum + each.without, 0),
    odd: tallies.flatMap((each) => each.odd),
    hung: tallies.reduce((sum, each) => sum + each.hung, 0),
  };
}

/** The value below which this part of the values lies; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** "p50 4.1 ms, p99 18.0 ms of 512". */
export function inWords(values: readonly number[]): string {
  const ms = (part: number) => `${quantile(values, part).toFixed(1)} ms`;
  return values.length === 0
    ? "none"
    : `p50 ${ms(0.5)}, p99 ${ms(0.99)}, longest ${ms(1)} of ${values.length}`;
}
