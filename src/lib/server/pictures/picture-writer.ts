/** Rewrites pictures on a thread of their own, which lives for one of them. */
import { Worker } from "node:worker_threads";
import type { PictureKind } from "$lib/scheduling/picture.ts";
import type { PictureResult, PictureTask } from "./picture-thread.ts";

/** Where the code of the thread and its codecs are. */
export interface PictureCode {
  thread: URL;
  /** With a trailing slash. */
  codecs: URL;
}

/** Rewrites a picture; "busy" when too many wait, "picture-unreadable" when time or memory run out. */
export type RewritePicture = (
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureKind,
) => Promise<PictureResult | "busy">;

/** Of the thread's own objects; the codecs have at most what the largest picture takes, which its header has said. */
const resourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32 };
/** Longer than the largest picture takes on a busy machine, with the start of the thread. */
const TIMEOUT_MS = 30_000;
/** Pictures that wait while one is rewritten. */
const MAX_WAITING = 4;

/** Rewrites one picture at a time; a thread that takes too long is ended, and `onGivenUp` hears why none was written. */
export function openPictureWriter(
  code: PictureCode,
  onGivenUp: (reason: string) => void,
  timeoutMs = TIMEOUT_MS,
): RewritePicture {
  let last: Promise<unknown> = Promise.resolve(), waiting = 0;
  return (bytes, kind) => {
    if (waiting > MAX_WAITING) return Promise.resolve("busy");
    waiting++;
    const result = last.then(() => onThread(code, { bytes, kind }, onGivenUp, timeoutMs));
    last = result.then(() => waiting--);
    return result;
  };
}

function onThread(
  { thread, codecs }: PictureCode,
  picture: Omit<PictureTask, "folder">,
  onGivenUp: (reason: string) => void,
  timeoutMs: number,
): Promise<PictureResult> {
  const task: PictureTask = { ...picture, folder: codecs.href };
  const worker = new Worker(thread, { resourceLimits });
  worker.unref();
  return new Promise<PictureResult>((resolve) => {
    const end = (result: PictureResult) => {
      clearTimeout(timer);
      // First, because ending a thread is told as its exit.
      resolve(result);
      void worker.terminate();
    };
    const giveUp = (reason: string) => {
      onGivenUp(reason);
      end("picture-unreadable");
    };
    const timer = setTimeout(() => giveUp("it took too long"), timeoutMs);
    worker.on("message", end);
    worker.on("error", (error) => giveUp(String(error)));
    worker.on("exit", () => end("picture-unreadable"));
    worker.postMessage(task);
  });
}
