import type { CountedSource, VisitDay, VisitStep } from "$lib/scheduling/counted-days.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import { countFacts, countStep, newVisitDay, type ViewFacts } from "$lib/scheduling/visit-day.ts";
import { openVisitors } from "./visitors.ts";

/** Steps that one request to a page is. */
export interface Visit {
  ownerId: string;
  typeId: string;
  /** YYYY-MM-DD in the owner's zone. */
  date: string;
  source: CountedSource;
  steps: readonly VisitStep[];
  /** Address and browser: hashed at once, and kept nowhere. */
  visitor: string;
  /** What is known of a view; asked for only where one is counted. */
  facts(): ViewFacts;
  /** Of the visitor's clock, as "+02:00", once it is known; null before. */
  zoneOffset: string | null;
}

/** Visits of one owner and date that are to be written, with a number that grows. */
export interface VisitBatch {
  ownerId: string;
  date: string;
  visits: VisitDay;
  batch: number;
}

/** Counts visits without delaying them, each step once per visitor, hour and event type. */
export interface VisitCounter {
  count(visit: Visit): void;
  /** Writes what was counted so far; waits for writes that are under way. */
  flush(): Promise<void>;
}

const WRITE_AFTER_MS = SECOND / 2;
/** After a write that failed. */
const RETRY_AFTER_MS = 5 * SECOND;
/** Owners and dates that wait to be written; more are not counted. */
const MAX_WAITING = 10_000;

/**
 * Gathers counts in memory and writes them within a second; what a killed process had not written is lost. `write` may
 * be given a batch again after an error, and must not add it twice.
 */
export function openVisitCounter(
  now: () => number,
  write: (batch: VisitBatch) => Promise<void>,
  onError: (error: unknown) => void,
): VisitCounter {
  const visitors = openVisitors(now);
  const waiting = new Map<string, Omit<VisitBatch, "batch">>(),
    failed = new Map<string, VisitBatch>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve(), batches = 0;

  function dayOf(ownerId: string, date: string): VisitDay | null {
    const name = `${ownerId} ${date}`;
    const known = waiting.get(name);
    if (known) return known.visits;
    if (waiting.size >= MAX_WAITING) return null;
    const visits = newVisitDay();
    waiting.set(name, { ownerId, date, visits });
    timer ??= setTimeout(flush, WRITE_AFTER_MS);
    return visits;
  }

  async function writeAll() {
    for (const [name, { ownerId, date, visits }] of waiting) {
      // Those of an owner and date are written in their order: a later one would hide what has failed.
      if (failed.has(name)) continue;
      waiting.delete(name);
      failed.set(name, { ownerId, date, visits, batch: ++batches });
    }
    for (const [name, batch] of [...failed]) {
      try {
        await write(batch);
        failed.delete(name);
      } catch (error) {
        onError(error);
      }
    }
    if (failed.size + waiting.size > 0) {
      timer ??= setTimeout(flush, failed.size > 0 ? RETRY_AFTER_MS : WRITE_AFTER_MS);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(writeAll);
    return writing;
  }

  return {
    count({ ownerId, typeId, date, source, steps, visitor, facts, zoneOffset }) {
      for (const step of steps) {
        if (!visitors.isFirst(visitor, `${step} ${typeId}`)) continue;
        const day = dayOf(ownerId, date);
        if (!day) return;
        countStep(day, { typeId, source, step });
        if (step === "view") countFacts(day, facts());
      }
      if (zoneOffset === null || !visitors.has(visitor, `view ${typeId}`)) return;
      if (!visitors.isFirst(visitor, `zone ${typeId}`)) return;
      const day = dayOf(ownerId, date);
      if (day) countFacts(day, { zoneOffset });
    },
    flush,
  };
}
