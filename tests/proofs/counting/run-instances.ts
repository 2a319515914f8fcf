import { root } from "../../../src/tasks/root.ts";

/** How many count at the same time. */
export const INSTANCES = 3;

/** What an instance is to do, and where it notes what it has done. */
export interface Quota {
  /** The store. */
  path: string;
  journal: string;
  visits: number;
  changes: number;
  /** Between two changes, ms. */
  pauseMs: number;
  /** Which of the instances it is: it makes bookings of its own, and changes those of all. */
  number: number;
  /** Bookings of each owner, and visitors, that there may be. */
  bookings: number;
  visitors: number;
}

/** Opens a store that others have open, too. */
export async function openPatiently(path: string): Promise<Deno.Kv> {
  for (let tries = 1;; tries++) {
    try {
      return await Deno.openKv(path);
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

/** What instances have noted. */
export interface Noted {
  visits: { at: number; ownerId: string; first: string }[];
  changes: number;
  /** How many steps of an owner's visitors were written, for certain. */
  written: Record<string, number>;
  isDone: boolean;
}

export async function readJournal(path: string): Promise<Noted> {
  const text = await Deno.readTextFile(path).catch(() => "");
  const noted: Noted = { visits: [], changes: 0, written: {}, isDone: false };
  // The last line may be cut by a kill.
  for (const line of text.split("\n").slice(0, -1)) {
    const [what, at = "", instance = "", ...visit] = line.split("\t");
    if (what === "visit") {
      const hour = Math.floor(Number(at) / 3_600_000);
      const first = [instance, hour, ...visit].join(" ");
      noted.visits.push({ at: Number(at), ownerId: visit[0]!, first });
    } else if (what === "changed") noted.changes++;
    else if (what === "written") noted.written[at] = (noted.written[at] ?? 0) + Number(instance);
    else if (what === "done") noted.isDone = true;
  }
  return noted;
}

/** Starts an instance. */
export function startInstance(quota: Quota): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      `${root}/tests/proofs/counting/instance.ts`,
      JSON.stringify(quota),
    ],
    cwd: root,
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
}
