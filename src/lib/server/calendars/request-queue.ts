/** Limits concurrent requests to accounts whose provider limits them. */
export interface RequestQueue {
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
