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
