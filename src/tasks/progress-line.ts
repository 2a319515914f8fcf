/** Progress of long tasks on one line: updated in a terminal, printed once elsewhere. */
const EVERY_MS = 200;
/** Returns to the start of the line and clears it. */
const CLEAR = "\r\x1b[K";

/** Runs `task` with a progress line; `onProgress` sets the progress shown. */
export async function withProgress<T>(
  title: string,
  task: (onProgress: (done: string) => void) => Promise<T>,
  out: { isTerminal(): boolean; writeSync(bytes: Uint8Array): number } = Deno.stderr,
): Promise<T> {
  const write = (text: string) => out.writeSync(new TextEncoder().encode(text));
  if (!out.isTerminal()) {
    write(`${title} …\n`);
    return await task(() => {});
  }
  const startedAt = performance.now();
  let done = "";
  const show = () => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    write(`${CLEAR}${title} … ${done ? `${done}, ` : ""}${seconds} s`);
  };
  show();
  const timer = setInterval(show, EVERY_MS);
  try {
    return await task((now) => done = now);
  } finally {
    clearInterval(timer);
    write(CLEAR);
  }
}

/** The progress of something with a known size: percent and the time that is left. */
export interface Progress {
  report(done: number, total: number): void;
  /** Shows what follows, whose length is not known, with the time that it has taken. */
  follow(what: string): void;
  /** Clears the line of a terminal. */
  end(): void;
}

/** How long nothing is printed where there is no terminal: what is quick needs no lines. */
const QUIET_MS = 2_000;

/** Shows progress on one line of a terminal, or as a line for every tenth elsewhere; `elapsed` is monotonic, ms. */
export function openProgress(
  title: string,
  out: { isTerminal(): boolean; writeSync(bytes: Uint8Array): number } = Deno.stderr,
  elapsed: () => number = () => performance.now(),
): Progress {
  const write = (text: string) => out.writeSync(new TextEncoder().encode(text));
  const isTerminal = out.isTerminal();
  const startedAt = elapsed();
  let shownAt = -Infinity, tenths = 0;
  let following: { what: string; since: number } | null = null;
  return {
    report(done, total) {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const ms = elapsed() - startedAt;
      const text = `${Math.floor(share * 100)} %${timeLeft(ms, share)}`;
      if (isTerminal) {
        if (elapsed() - shownAt < EVERY_MS) return;
        shownAt = elapsed();
        write(`${CLEAR}${title} … ${text}`);
      } else if (ms >= QUIET_MS && Math.floor(share * 10) > tenths) {
        tenths = Math.floor(share * 10);
        write(`${title}: ${text}\n`);
      }
    },
    follow(what) {
      if (following?.what !== what) {
        following = { what, since: elapsed() };
        if (!isTerminal && elapsed() - startedAt >= QUIET_MS) write(`${what} …\n`);
      }
      const seconds = Math.round((elapsed() - following.since) / 1000);
      if (isTerminal) write(`${CLEAR}${what} … ${seconds} s`);
    },
    end() {
      if (isTerminal) write(CLEAR);
    },
  };
}

function timeLeft(ms: number, share: number): string {
  if (ms < 1_000 || share <= 0 || share >= 1) return "";
  const seconds = Math.ceil(ms * (1 - share) / share / 1000);
  return seconds < 120
    ? `, about ${seconds} s left`
    : `, about ${Math.ceil(seconds / 60)} min left`;
}
