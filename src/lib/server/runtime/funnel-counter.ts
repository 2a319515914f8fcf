import { SECOND } from "$lib/scheduling/durations.ts";
import {
  addCounts,
  type FunnelCounts,
  type FunnelStage,
  noCounts,
} from "$lib/scheduling/funnel.ts";

/** An event type on one date of its owner's zone. */
export interface FunnelDay {
  ownerId: string;
  typeId: string;
  /** YYYY-MM-DD. */
  date: string;
}

/** The counts of one event type and date. */
export type FunnelTally = FunnelDay & { counts: FunnelCounts };

/** Counts views and selections of booking pages without delaying them. */
export interface FunnelCounter {
  count(day: FunnelDay, stage: FunnelStage): void;
  /** Writes what was counted so far; waits for writes that are under way. */
  flush(): Promise<void>;
}

const WRITE_AFTER_MS = SECOND;
/** Event types and dates that wait to be written; more are not counted. */
const MAX_WAITING = 10_000;

/** Gathers counts in memory and writes them after a second; what cannot be written is lost and reported. */
export function openFunnelCounter(
  write: (tally: FunnelTally) => Promise<void>,
  onError: (error: unknown) => void,
): FunnelCounter {
  let waiting = new Map<string, FunnelTally>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();

  async function writeAll(tallies: Iterable<FunnelTally>) {
    for (const tally of tallies) {
      try {
        await write(tally);
      } catch (error) {
        onError(error);
      }
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const tallies = waiting;
    waiting = new Map();
    writing = writing.then(() => writeAll(tallies.values()));
    return writing;
  }

  return {
    count(day, stage) {
      const name = `${day.ownerId} ${day.typeId} ${day.date}`;
      const was = waiting.get(name)?.counts ?? noCounts;
      if (was === noCounts && waiting.size >= MAX_WAITING) return;
      waiting.set(name, { ...day, counts: addCounts(was, { ...noCounts, [stage]: 1 }) });
      timer ??= setTimeout(flush, WRITE_AFTER_MS);
    },
    flush,
  };
}
