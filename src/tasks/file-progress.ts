/** Progress of work that blocks this thread and writes a file: another thread looks at the file's size. */
import type { WatchedFile } from "./file-progress-thread.ts";

/** What is smaller is written before anybody reads a line, bytes. */
const WORTH_SHOWING = 16 * 1024 * 1024;

/** Acts, and shows how much of the file is written, then what is done with it. */
export async function withFileProgress<T>(
  written: WatchedFile,
  act: () => T,
): Promise<T> {
  if (written.bytes < WORTH_SHOWING) return act();
  const thread = new Worker(new URL("file-progress-thread.ts", import.meta.url), {
    type: "module",
  });
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  thread.onmessage = () => resolve();
  thread.postMessage(written);
  await ready;
  try {
    return act();
  } finally {
    thread.terminate();
    if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode("\r\x1b[K"));
  }
}

/** The size of a file with its write-ahead log; 0 for none. */
export function sizeOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, each) => sum + bytesOf(each), 0);
}

function bytesOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
