/** Requests to accounts whose provider counts how many it answers at once. */
export interface RequestQueue {
  /** Asks as soon as the account has room; what somebody waits for goes before the rest. */
  request<T>(account: string, isUrgent: boolean, work: () => Promise<T>): Promise<T>;
}

/** Microsoft answers four at once for a mailbox and an app; one is left to whoever else asks in our name. */
const MAX_CONCURRENT_REQUESTS = 3;
/** The last place is for what somebody waits for: a long listing does not hold it up. */
const MAX_CONCURRENT_BACKGROUND = MAX_CONCURRENT_REQUESTS - 1;

interface AccountQueue {
  running: number;
  runningBackground: number;
  urgent: (() => void)[];
  background: (() => void)[];
}

/** Keeps count in memory: one program asks for all its hosts. */
export function openRequestQueue(): RequestQueue {
  const accounts = new Map<string, AccountQueue>();

  /** Lets in whoever there is room for. */
  function admit(name: string, account: AccountQueue): void {
    while (account.running < MAX_CONCURRENT_REQUESTS) {
      const isUrgent = account.urgent.length > 0;
      if (!isUrgent && account.runningBackground >= MAX_CONCURRENT_BACKGROUND) break;
      const begin = isUrgent ? account.urgent.shift() : account.background.shift();
      if (!begin) break;
      account.running++;
      if (!isUrgent) account.runningBackground++;
      begin();
    }
    if (account.running === 0) accounts.delete(name);
  }

  return {
    async request(name, isUrgent, work) {
      const account = accounts.get(name) ??
        { running: 0, runningBackground: 0, urgent: [], background: [] };
      accounts.set(name, account);
      const { promise: turn, resolve } = Promise.withResolvers<void>();
      (isUrgent ? account.urgent : account.background).push(resolve);
      admit(name, account);
      await turn;
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
