import { openRequestQueue, type RequestQueue } from "./request-queue.ts";

/** Limits syncs of each calendar server: at most two at once, and none while the server asked to wait. */
export interface RequestPacing extends RequestQueue {
  /** Runs the work as soon as the server has capacity. */
  run<T>(server: string, work: () => Promise<T>): Promise<T>;
  /** Whether work would run without waiting. */
  hasCapacity(server: string): boolean;
  /** Pauses a server for the ms that it asked to wait. */
  pause(server: string, ms: number): void;
  /** Remaining ms of a pause; 0 without one. */
  pausedForMs(server: string): number;
}

const MAX_CONCURRENT = 2;

/** Counts in memory, because one process syncs for all hosts. `elapsed` is monotonic, in ms. */
export function openRequestPacing(elapsed: () => number): RequestPacing {
  const running = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  const pausedUntil = new Map<string, number>();

  const runningAt = (server: string) => running.get(server) ?? 0;

  function leave(server: string) {
    const next = queues.get(server)?.shift();
    if (next) return next();
    queues.delete(server);
    if (runningAt(server) === 1) running.delete(server);
    else running.set(server, runningAt(server) - 1);
  }

  return {
    ...openRequestQueue(),
    async run(server, work) {
      if (runningAt(server) < MAX_CONCURRENT) running.set(server, runningAt(server) + 1);
      else {
        // Resolved by the work that ends before it.
        const { promise, resolve } = Promise.withResolvers<void>();
        queues.set(server, [...queues.get(server) ?? [], resolve]);
        await promise;
      }
      try {
        return await work();
      } finally {
        leave(server);
      }
    },
    hasCapacity: (server) => runningAt(server) < MAX_CONCURRENT,
    pause(server, ms) {
      pausedUntil.set(server, Math.max(elapsed() + ms, pausedUntil.get(server) ?? 0));
    },
    pausedForMs(server) {
      const remaining = (pausedUntil.get(server) ?? -Infinity) - elapsed();
      if (remaining <= 0) pausedUntil.delete(server);
      return Math.max(0, remaining);
    },
  };
}
