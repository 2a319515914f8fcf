/** Watches the named source and calls back with each change until the signal aborts. */
export type WatchSource<News> = (
  name: string,
  signal: AbortSignal,
  onNews: (news: News) => void,
) => Promise<void>;

/** Lets pages that show the same thing share one watch of the store. */
export interface SharedWatch<News> {
  /** Subscribes until the signal aborts; false when the client or the process has too many subscriptions. */
  subscribe(
    name: string,
    client: string,
    signal: AbortSignal,
    reader: { news(news: News): void; lost(error: unknown): void },
  ): boolean;
  /** The number of subscriptions, in total or of one name. */
  subscriberCount(name?: string): number;
}

interface SharedSource<News> {
  readers: Set<{ news(news: News): void; lost(error: unknown): void }>;
  last: { news: News } | null;
  ending: AbortController;
}

/** At most `max` subscriptions in total and `maxPerClient` of one client. */
export function openSharedWatch<News>(
  source: WatchSource<News>,
  max = 2000,
  maxPerClient = 20,
): SharedWatch<News> {
  const shared = new Map<string, SharedSource<News>>();
  const clients = new Map<string, number>();
  let total = 0;

  function start(name: string): SharedSource<News> {
    const started: SharedSource<News> = {
      readers: new Set(),
      last: null,
      ending: new AbortController(),
    };
    shared.set(name, started);
    const onEnd = (error: unknown) => {
      if (shared.get(name) === started) shared.delete(name);
      for (const reader of [...started.readers]) reader.lost(error);
    };
    source(name, started.ending.signal, (news) => {
      started.last = { news };
      for (const reader of [...started.readers]) reader.news(news);
    }).then(() => onEnd(null), onEnd);
    return started;
  }

  return {
    subscribe(name, client, signal, reader) {
      const clientCount = clients.get(client) ?? 0;
      if (signal.aborted || total >= max || clientCount >= maxPerClient) return false;
      total++;
      clients.set(client, clientCount + 1);
      const watch = shared.get(name) ?? start(name);
      watch.readers.add(reader);
      if (watch.last) reader.news(watch.last.news);
      signal.addEventListener("abort", () => {
        total--;
        const remaining = (clients.get(client) ?? 1) - 1;
        if (remaining > 0) clients.set(client, remaining);
        else clients.delete(client);
        watch.readers.delete(reader);
        if (watch.readers.size > 0) return;
        if (shared.get(name) === watch) shared.delete(name);
        watch.ending.abort();
      }, { once: true });
      return true;
    },
    subscriberCount: (name) => name === undefined ? total : shared.get(name)?.readers.size ?? 0,
  };
}
