/** The thread that looks at the size of a file which another thread writes. */
import { openProgress } from "./progress-line.ts";

export interface WatchedFile {
  /** What is being done. */
  title: string;
  path: string;
  /** The size that the file will have, about. */
  bytes: number;
  /** What is done with the file once it has that size. */
  then: string;
}

const EVERY_MS = 250;

const thread = self as unknown as {
  onmessage: (event: MessageEvent<WatchedFile>) => void;
  postMessage(message: string): void;
};

thread.onmessage = ({ data: { title, path, bytes, then } }) => {
  const progress = openProgress(title);
  let isWritten = false;
  setInterval(() => {
    try {
      const { size } = Deno.statSync(path);
      isWritten ||= size >= bytes * 0.99;
      if (isWritten) progress.follow(then);
      else progress.report(size, bytes);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }, EVERY_MS);
  progress.report(0, bytes);
  thread.postMessage("ready");
};
