import { openRequestQueue, type RequestQueue } from "./request-queue.ts";

/** Visits to calendar servers: at most two at once at each, and none while one asked us to wait. */
export interface Politeness extends RequestQueue {
  /** Does the work as soon as there is room at the server. */
  visit<T>(server: string, work: () => Promise<T>): Promise<T>;
  /** Whether nobody has to wait for room just now. */
  hasRoom(server: string): boolean;
  /** A server asked us to come back after so many ms. */
  rest(server: string, ms: number): void;
  /** For how many more ms a server is left alone; 0 when it is not. */
  restsFor(server: string): number;
}

const AT_ONCE = 2;

/** Keeps count in memory: one program visits for all its hosts. `elapsed` is monotonic, in ms. */
export function openPoliteness(elapsed: () => number): Politeness {
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
    async visit(server, work) {
      if (countAt(server) < AT_ONCE) visitors.set(server, countAt(server) + 1);
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
    hasRoom: (server) => countAt(server) < AT_ONCE,
    rest(server, ms) {
      rests.set(server, Math.max(elapsed() + ms, rests.get(server) ?? 0));
    },
    restsFor(server) {
      const left = (rests.get(server) ?? -Infinity) - elapsed();
      if (left <= 0) rests.delete(server);
      return Math.max(0, left);
    },
  };
}
