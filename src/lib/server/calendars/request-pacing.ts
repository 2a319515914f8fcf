import { openRequestQueue, type RequestQueue } from "./request-queue.ts";

/** Visits to calendar servers: at most two at once at each, and none while one asked us to wait. */
export interface RequestPacing extends RequestQueue {
  /** Does the work as soon as there is room at the server. */
  run<T>(server: string, work: () => Promise<T>): Promise<T>;
  /** Whether nobody has to wait for room just now. */
  hasCapacity(server: string): boolean;
  /** A server asked us to come back after so many ms. */
  pause(server: string, ms: number): void;
  /** For how many more ms a server is left alone; 0 when it is not. */
  pausedForMs(server: string): number;
}

const MAX_CONCURRENT = 2;

/** Keeps count in memory: one program visits for all its hosts. `elapsed` is monotonic, in ms. */
export function openRequestPacing(elapsed: () => number): RequestPacing {
  const visitors = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  const rests = new Map<string, number>();

  const countAt = (server: string) => visitors.get(server) ?? 0;

  function leave(server: string) {
    const next = queues.get(server)?.shift();
    if (next) return next();
    queues.delete(server);
    if (countAt(server) === 1) visitors.delete(server);
    else visitors.set(server, countAt(server) - 1);
  }

  return {
    ...openRequestQueue(),
    async run(server, work) {
      if (countAt(server) < MAX_CONCURRENT) visitors.set(server, countAt(server) + 1);
      else {
        // Whoever leaves hands the place over.
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
    hasCapacity: (server) => countAt(server) < MAX_CONCURRENT,
    pause(server, ms) {
      rests.set(server, Math.max(elapsed() + ms, rests.get(server) ?? 0));
    },
    pausedForMs(server) {
      const left = (rests.get(server) ?? -Infinity) - elapsed();
      if (left <= 0) rests.delete(server);
      return Math.max(0, left);
    },
  };
}
