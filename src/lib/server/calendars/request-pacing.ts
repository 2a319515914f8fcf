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

/** Limits concurrent requests to accounts whose provider limits them. */
interface RequestQueue {
  /** Runs the request as soon as the account has capacity; urgent ones, for which a person waits, go first. */
  request<T>(account: string, isUrgent: boolean, work: () => Promise<T>): Promise<T>;
}

/** Microsoft allows four concurrent requests per mailbox and app; one is left for other programs of the same app. */
const MAX_CONCURRENT_REQUESTS = 3;
/** One request is reserved for urgent ones, so that a long listing does not delay them. */
const MAX_CONCURRENT_BACKGROUND = MAX_CONCURRENT_REQUESTS - 1;

interface AccountQueue {
  running: number;
  runningBackground: number;
  urgent: (() => void)[];
  background: (() => void)[];
}

/** Counts in memory, so each program of a store by itself: where they exceed the limit together, requests are repeated. */
export function openRequestQueue(): RequestQueue {
  const accounts = new Map<string, AccountQueue>();

  /** Starts queued requests while there is capacity. */
  function admit(name: string, account: AccountQueue): void {
    while (account.running < MAX_CONCURRENT_REQUESTS) {
      const isUrgent = account.urgent.length > 0;
      if (!isUrgent && account.runningBackground >= MAX_CONCURRENT_BACKGROUND) break;
      const start = isUrgent ? account.urgent.shift() : account.background.shift();
      if (!start) break;
      account.running++;
      if (!isUrgent) account.runningBackground++;
      start();
    }
    if (account.running === 0) accounts.delete(name);
  }

  return {
    async request(name, isUrgent, work) {
      const account = accounts.get(name) ??
        { running: 0, runningBackground: 0, urgent: [], background: [] };
      accounts.set(name, account);
      const { promise: admitted, resolve } = Promise.withResolvers<void>();
      (isUrgent ? account.urgent : account.background).push(resolve);
      admit(name, account);
      await admitted;
      try {
        return await work();
      } finally {
        account.running--;
        if (!isUrgent) account.runningBackground--;
        admit(name, account);
      }
    },
  };
}
