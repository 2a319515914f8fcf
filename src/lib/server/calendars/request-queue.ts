/** Requests to accounts whose provider counts how many it answers at once. */
export interface RequestQueue {
  /** Asks as soon as the account has room; what somebody waits for goes before the rest. */
  request<T>(account: string, isUrgent: boolean, work: () => Promise<T>): Promise<T>;
}

/** Microsoft answers four at once for a mailbox and an app; one is left to whoever else asks in our name. */
const AT_ONCE = 3;
/** The last place is for what somebody waits for: a long listing does not hold it up. */
const AT_ONCE_UNHURRIED = AT_ONCE - 1;

interface Account {
  underWay: number;
  unhurried: number;
  urgent: (() => void)[];
  others: (() => void)[];
}

/** Keeps count in memory: one program asks for all its hosts. */
export function openRequestQueue(): RequestQueue {
  const accounts = new Map<string, Account>();

  /** Lets in whoever there is room for. */
  function admit(name: string, account: Account): void {
    while (account.underWay < AT_ONCE) {
      const isUrgent = account.urgent.length > 0;
      if (!isUrgent && account.unhurried >= AT_ONCE_UNHURRIED) break;
      const begin = isUrgent ? account.urgent.shift() : account.others.shift();
      if (!begin) break;
      account.underWay++;
      if (!isUrgent) account.unhurried++;
      begin();
    }
    if (account.underWay === 0) accounts.delete(name);
  }

  return {
    async request(name, isUrgent, work) {
      const account = accounts.get(name) ?? { underWay: 0, unhurried: 0, urgent: [], others: [] };
      accounts.set(name, account);
      const { promise: turn, resolve } = Promise.withResolvers<void>();
      (isUrgent ? account.urgent : account.others).push(resolve);
      admit(name, account);
      await turn;
      try {
        return await work();
      } finally {
        account.underWay--;
        if (!isUrgent) account.unhurried--;
        admit(name, account);
      }
    },
  };
}
