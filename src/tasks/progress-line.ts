/** What takes a while is told on one line: in a terminal it counts and goes, elsewhere it stays as it was begun. */
const EVERY_MS = 200;
/** To the beginning of the line, and everything on it away. */
const CLEAR = "\r\x1b[K";

/** Does something while its line stands there; `done` is how far it has come, where that is known. */
export async function withProgress<T>(
  what: string,
  act: (tell: (done: string) => void) => Promise<T>,
  out: { isTerminal(): boolean; writeSync(bytes: Uint8Array): number } = Deno.stderr,
): Promise<T> {
  const write = (text: string) => out.writeSync(new TextEncoder().encode(text));
  if (!out.isTerminal()) {
    write(`${what} …\n`);
    return await act(() => {});
  }
  const begun = performance.now();
  let done = "";
  const show = () => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    write(`${CLEAR}${what} … ${done ? `${done}, ` : ""}${seconds} s`);
  };
  show();
  const timer = setInterval(show, EVERY_MS);
  try {
    return await act((now) => done = now);
  } finally {
    clearInterval(timer);
    write(CLEAR);
  }
}
