/**
 * What every proof shares: a seed that can be given again, small counts or full ones, and lines that say what was done.
 *
 * `INVITO_PROVE=full` takes the full counts, `INVITO_PROVE_SEED` repeats a run as far as the order of things allows.
 */
import { root } from "../../../src/tasks/root.ts";
import { isRemoteDatabase } from "$lib/server/runtime/settings.ts";
import {
  bookingsIn,
  type DumpedBooking,
  faultsIn,
  holdsIn,
  violations,
} from "../../proofs/invariant-checker.ts";
import { seed } from "../seed.ts";
import { environmentFor } from "../../../src/tasks/permissions.ts";

export interface Proof {
  /** From 0 to just under 1, the same row of numbers for the same seed. */
  random(): number;
  /** A whole number from 0 to just under `below`. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** `small` in `deno task ok`, `full` in `deno task prove`. */
  count<T>(small: T, full: T): T;
  /** One line of what was done. */
  log(text: string): void;
  /** Notes what must not be; the proof goes on, to show all there is, and fails at its end. */
  fail(text: string): void;
  /** Notes a fault that a program's log tells of. */
  checkLog(log: string, when?: string): void;
}

/** Runs a proof, prints what it did, and ends the process with 1 when anything was wrong. */
export async function prove(name: string, run: (proof: Proof) => Promise<void>): Promise<void> {
  const isFull = Deno.env.get("INVITO_PROVE") === "full";
  const wrongs: string[] = [];
  const random = mulberry(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const started = performance.now();
  console.log(`${name}: ${isFull ? "full" : "small"} counts, seed ${seed}`);
  const fail = (text: string) => {
    wrongs.push(text);
    if (wrongs.length <= 20) console.error(`  WRONG  ${text}`);
  };
  try {
    await run({
      random,
      below,
      pick: (from) => from[below(from.length)]!,
      count: (small, full) => isFull ? full : small,
      log: (text) => console.log(`  ${text}`),
      fail,
      checkLog(log, when = "at the end") {
        const fault = log.split("\n").find((line) => line.includes('"level":"error"'));
        if (fault) fail(`${when} the log tells of a fault: ${fault.slice(0, 300)}`);
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

/** Notes whatever the checker finds, as of now and with every request counted as live; answers the bookings. */
export async function judgeDump(proof: Proof, place: string): Promise<DumpedBooking[]> {
  const lines = await dumpOf(place), now = Date.now();
  const bookings = bookingsIn(lines), holds = holdsIn(lines);
  const wrong = [...faultsIn(bookings, holds, now), ...violations(bookings, 0)];
  for (const sentence of wrong) proof.fail(sentence);
  const confirmed = bookings.filter(({ status }) => status === "CONFIRMED").length;
  proof.log(
    `dump: ${bookings.length} bookings, ${confirmed} confirmed, ${holds.length} holds, ` +
      `${wrong.length} faults`,
  );
  return bookings;
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
