/**
 * What every proof shares: a seed that can be given again, small counts or full ones, and lines that say what was done.
 *
 * `INVITO_PROVE=full` takes the full counts, `INVITO_PROVE_SEED` repeats a run as far as the order of things allows.
 */
import { root } from "../../../src/tasks/root.ts";
import { isRemoteDatabase } from "$lib/server/runtime/settings.ts";
import { seed } from "../seed.ts";
import { environmentFor } from "../../../src/tasks/permissions.ts";

export interface Proof {
  /** From 0 to just under 1, the same row of numbers for the same seed. */
  random(): number;
  /** A whole number from 0 to just under `below`. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** `small` in `deno task ok`, `full` in `deno task prove`. */
  count(small: number, full: number): number;
  /** One line of what was done. */
  log(text: string): void;
  /** Notes what must not be; the proof goes on, to show all there is, and fails at its end. */
  fail(text: string): void;
}

/** Runs a proof, prints what it did, and ends the process with 1 when anything was wrong. */
export async function prove(name: string, run: (proof: Proof) => Promise<void>): Promise<void> {
  const isFull = Deno.env.get("INVITO_PROVE") === "full";
  const wrongs: string[] = [];
  const random = mulberry(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const started = performance.now();
  console.log(`${name}: ${isFull ? "full" : "small"} counts, seed ${seed}`);
  try {
    await run({
      random,
      below,
      pick: (from) => from[below(from.length)]!,
      count: (small, full) => isFull ? full : small,
      log: (text) => console.log(`  ${text}`),
      fail: (text) => {
        wrongs.push(text);
        if (wrongs.length <= 20) console.error(`  WRONG  ${text}`);
      },
    });
  } catch (error) {
    wrongs.push("ended early");
    console.error(error);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${wrongs.length === 0 ? "holds" : `${wrongs.length} wrong`}, ${seconds} s`);
  Deno.exit(wrongs.length === 0 ? 0 : 1);
}

/** The lines of `deno task dump` for a data folder or a database server, beside the running program. */
export async function dumpOf(place: string): Promise<string[]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${root}/src/tasks/dump.ts`],
    cwd: root,
    clearEnv: true,
    env: { ...environmentFor(excludingEnv("INVITO_")), ...settingsOf(place) },
  }).output();
  if (code !== 0) throw new Error(`dump ended with ${code}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).split("\n");
}

function settingsOf(place: string): Record<string, string> {
  if (!isRemoteDatabase(place)) return { INVITO_DATA_DIR: place };
  return { INVITO_DB_PATH: place, INVITO_SESSION_SECRET: "0".repeat(64) };
}

function excludingEnv(prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) => !name.startsWith(prefix)),
  );
}

/** A small generator with a period of 2^32 (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
