/** Opens one source of news under a name; calls back with each until the signal. */
export type WatchSource<News> = (
  name: string,
  signal: AbortSignal,
  onNews: (news: News) => void,
) => Promise<void>;

/** Many readers over few sources: pages that are open on the same thing share one watch of the store. */
export interface SharedWatch<News> {
  /** Follows until the signal; false, and nothing is followed, when this client or the program has too many open. */
  subscribe(
    name: string,
    client: string,
    signal: AbortSignal,
    reader: { news(news: News): void; lost(error: unknown): void },
  ): boolean;
  /** How many follow now: in all, or one name. */
  subscriberCount(name?: string): number;
}

interface SharedSource<News> {
  readers: Set<{ news(news: News): void; lost(error: unknown): void }>;
  last: { news: News } | null;
  ending: AbortController;
}

/** `most` readers in all, `mostOfClient` of one client. */
export function openSharedWatch<News>(
  source: WatchSource<News>,
  most = 2000,
  mostOfClient = 20,
): SharedWatch<News> {
  const shared = new Map<string, SharedSource<News>>();
  const clients = new Map<string, number>();
  let total = 0;

  function begin(name: string): SharedSource<News> {
    const begun: SharedSource<News> = {
      readers: new Set(),
      last: null,
      ending: new AbortController(),
    };
    shared.set(name, begun);
    const over = (error: unknown) => {
      if (shared.get(name) === begun) shared.delete(name);
      for (const reader of [...begun.readers]) reader.lost(error);
    };
    source(name, begun.ending.signal, (news) => {
      begun.last = { news };
      for (const reader of [...begun.readers]) reader.news(news);
    }).then(() => over(null), over);
    return begun;
  }

  return {
    subscribe(name, client, signal, reader) {
      const ofClient = clients.get(client) ?? 0;
      if (signal.aborted || total >= most || ofClient >= mostOfClient) return false;
      total++;
      clients.set(client, ofClient + 1);
      const one = shared.get(name) ?? begin(name);
      one.readers.add(reader);
      if (one.last) reader.news(one.last.news);
      signal.addEventListener("abort", () => {
        total--;
        const left = (clients.get(client) ?? 1) - 1;
        if (left > 0) clients.set(client, left);
        else clients.delete(client);
        one.readers.delete(reader);
        if (one.readers.size > 0) return;
        if (shared.get(name) === one) shared.delete(name);
        one.ending.abort();
      }, { once: true });
      return true;
    },
    subscriberCount: (name) => name === undefined ? total : shared.get(name)?.readers.size ?? 0,
  };
}
