/** Rewrites pictures on a thread of their own, which lives for one of them. */
import type { PictureKind } from "$lib/scheduling/picture.ts";
import { onThread, type PictureCode } from "./on-thread.ts";
import type { PictureResult } from "./picture-thread.ts";

/** Rewrites a picture; "busy" when too many wait, "picture-unreadable" when time or memory run out. */
export type RewritePicture = (
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureKind,
) => Promise<PictureResult | "busy">;

/** Longer than the largest picture takes on a busy machine, with the start of the thread. */
const TIMEOUT_MS = 30_000;
/** Pictures that wait while one is rewritten. */
const MAX_WAITING = 4;

/** Rewrites one picture at a time; a thread that takes too long is ended, and `onGivenUp` hears why none was written. */
export function openPictureWriter(
  { thread, codecs }: PictureCode,
  onGivenUp: (reason: string) => void,
  timeoutMs = TIMEOUT_MS,
): RewritePicture {
  let last: Promise<unknown> = Promise.resolve(), waiting = 0;
  return (bytes, kind) => {
    if (waiting > MAX_WAITING) return Promise.resolve("busy");
    waiting++;
    const task = { work: "rewrite", bytes, kind, codecs: codecs.href } as const;
    const result = last.then(async () =>
      await onThread<PictureResult>(thread, task, onGivenUp, timeoutMs) ?? "picture-unreadable"
    );
    last = result.then(() => waiting--);
    return result;
  };
}
