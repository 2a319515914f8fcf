/** Long work on the thread that answers requests, in pieces short enough that nobody notices. */
import { setImmediate } from "node:timers";

/** A piece takes about so long, ms. */
const PIECE_MS = 4;

/** Calls `work` for every item in order; whatever else is due has its turn every few milliseconds. */
export async function inTurns<T>(
  items: Iterable<T>,
  work: (item: T) => void | Promise<void>,
  elapsed: () => number = () => performance.now(),
): Promise<void> {
  let began = elapsed();
  for (const item of items) {
    const working = work(item);
    if (working) await working;
    if (elapsed() - began < PIECE_MS) continue;
    await letOthers();
    began = elapsed();
  }
}

/** Resolves when what is due now has had its turn. */
export function letOthers(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
