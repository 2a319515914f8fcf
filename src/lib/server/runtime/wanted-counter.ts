import { SECOND } from "$lib/scheduling/durations.ts";
import type { CountedTime, WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import { nothingWanted, type WantedDay, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import type { Visitors } from "./visitors.ts";

/** The wanted times of one owner and date that wait to be written. */
export interface WantedTally {
  ownerId: string;
  /** YYYY-MM-DD. */
  date: string;
  day: WantedDay;
}

/** Counts times that guests wanted and were not offered, after the answer was sent. */
export interface WantedCounter {
  /** Notes what a visitor wanted, once an hour for each time; they are told apart by address and browser. */
  note(wanted: WantedTime, visitor: string): void;
  /** Explains and writes what was noted so far. */
  flush(): Promise<void>;
  /** Writes what can be explained within this time; the rest is lost, as when the program is killed. */
  stop(withinMs: number): Promise<void>;
}

/** What the counter is given. */
interface Counting {
  /** The owner and date that a wanted time counts for; null for what is none after all. */
  explain(
    wanted: WantedTime,
  ): Promise<{ ownerId: string; date: string; counted: CountedTime } | null>;
  write(tally: WantedTally): Promise<void>;
  /** Waits while requests are under way. */
  letPass(): Promise<void>;
  onError(error: unknown): void;
  visitors: Visitors;
  mostWaiting?: number;
}

const WRITE_AFTER_MS = SECOND;

/** Gathers explained wanted times in memory and writes them after a second; what cannot be written is lost and reported. */
export function openWantedCounter(
  { explain, write, letPass, onError, visitors, mostWaiting = 1_000 }: Counting,
): WantedCounter {
  let tallies = new Map<string, WantedTally>();
  let writing = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const queue: BackgroundQueue<WantedTime> = openBackgroundQueue(async (wanted) => {
    const explained = await explain(wanted);
    if (!explained) return;
    const { ownerId, date, counted } = explained;
    const name = `${ownerId} ${date}`;
    const day = tallies.get(name)?.day ?? nothingWanted();
    tallies.set(name, { ownerId, date, day: withTime(day, counted) });
    timer ??= setTimeout(writeAll, WRITE_AFTER_MS);
  }, { letPass, onError, most: mostWaiting });

  function writeAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const gathered = tallies;
    tallies = new Map();
    writing = writing.then(async () => {
      for (const tally of gathered.values()) await write(tally).catch(onError);
    });
    return writing;
  }

  return {
    note(wanted, visitor) {
      if (visitors.isFirst(visitor, whatOf(wanted))) queue.add(wanted);
    },
    async flush() {
      await queue.done();
      await writeAll();
    },
    async stop(withinMs) {
      await queue.stop(withinMs);
      await writeAll();
    },
  };
}

/** Whatever its length: a guest who tries several wants one time. */
function whatOf({ page, time }: WantedTime): string {
  const until = time.kind === "day" ? time.end : "";
  return JSON.stringify([page, time.kind, time.start, until]);
}

/** Work that no answer waits for, done one piece after the other. */
interface BackgroundQueue<Item> {
  /** Queues a piece; dropped where too many wait. */
  add(item: Item): void;
  /** Waits until nothing is queued or under way. */
  done(): Promise<void>;
  /** Waits no longer than this: what is queued then is dropped, what is under way ends. */
  stop(withinMs: number): Promise<void>;
}

/** `letPass` is waited for before each piece; a piece that fails is reported and left out. */
function openBackgroundQueue<Item>(
  work: (item: Item) => Promise<void>,
  { letPass, onError, most }: {
    letPass: () => Promise<void>;
    onError: (error: unknown) => void;
    most: number;
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
