/** Work that no answer waits for, done one piece after the other. */
export interface BackgroundQueue<Item> {
  /** Queues a piece; dropped where too many wait. */
  add(item: Item): void;
  /** Waits until nothing is queued or under way. */
  done(): Promise<void>;
  /** Waits no longer than this: what is queued then is dropped, what is under way ends. */
  stop(withinMs: number): Promise<void>;
}

const MOST_WAITING = 1_000;

/** `letPass` is waited for before each piece; a piece that fails is reported and left out. */
export function openBackgroundQueue<Item>(
  work: (item: Item) => Promise<void>,
  { letPass, onError, most = MOST_WAITING }: {
    letPass: () => Promise<void>;
    onError: (error: unknown) => void;
    most?: number;
  },
): BackgroundQueue<Item> {
  const waiting: Item[] = [];
  let running: Promise<void> | null = null;

  async function run() {
    while (waiting.length > 0) {
      await letPass();
      try {
        await work(waiting[0]!);
      } catch (error) {
        onError(error);
      }
      waiting.shift();
    }
    running = null;
  }

  return {
    add(item) {
      if (waiting.length >= most) return;
      waiting.push(item);
      running ??= run();
    },
    async done() {
      await running;
    },
    async stop(withinMs) {
      const timer = setTimeout(() => waiting.splice(1), withinMs);
      await running;
      clearTimeout(timer);
    },
  };
}
