import type { JobWork } from "../store/job.ts";

/** When the next job of each kind is due, as far as this program knows, with one timer for the earliest. */
export interface DueTimes {
  /** A job of a kind is due at an instant, epoch ms; Infinity says nothing. */
  expect(kind: JobWork["kind"], dueAt: number): void;
  /** Forgets what was expected of a kind: it is about to be looked for. */
  forget(kind: JobWork["kind"]): void;
  stop(): void;
}

/** Leaves jobs that cannot be begun yet a moment. */
const SHORTEST_MS = 20;
/** Longer ones would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls `onDue` with the kinds that are due, also where the timer ends late or the clock was set. */
export function openDueTimes(
  now: () => number,
  onDue: (kinds: JobWork["kind"][]) => void,
): DueTimes {
  const next = new Map<JobWork["kind"], number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function setTimer() {
    clearTimeout(timer);
    const earliest = Math.min(...next.values());
    if (stopped || earliest === Infinity) return;
    timer = setTimeout(ring, Math.min(LONGEST_MS, Math.max(SHORTEST_MS, earliest - now())));
  }

  function ring() {
    const due = [...next].filter(([, dueAt]) => dueAt <= now()).map(([kind]) => kind);
    for (const kind of due) next.delete(kind);
    setTimer();
    if (due.length > 0) onDue(due);
  }

  return {
    expect(kind, dueAt) {
      if (dueAt >= (next.get(kind) ?? Infinity)) return;
      next.set(kind, dueAt);
      setTimer();
    },
    forget: (kind) => void next.delete(kind),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
