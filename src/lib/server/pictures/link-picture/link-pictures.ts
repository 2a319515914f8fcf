import { onThread, type PictureCode } from "../on-thread.ts";
import type { LinkPicture } from "./link-picture.ts";

type Png = Uint8Array<ArrayBuffer>;

/** Link pictures by version: drawn once, kept in memory while there is room. */
export interface LinkPictures {
  /** One that is drawn already. */
  kept(version: string): Png | null;
  /** Draws one, or waits for whoever does; "busy" when too many wait, null when nothing came of it. */
  draw(version: string, load: () => Promise<LinkPicture>): Promise<Png | "busy" | null>;
}

/** What is kept of drawn pictures, bytes: a few hundred of them. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;
/** Pictures that wait while one is drawn, which takes less than a second. */
const MAX_WAITING = 8;
const TIMEOUT_MS = 15_000;

/** Draws one picture at a time, each on a thread of its own; `onGivenUp` hears why one was not drawn. */
export function openLinkPictures(
  { thread, codecs, drawing }: PictureCode,
  onGivenUp: (reason: string) => void,
  { timeoutMs = TIMEOUT_MS, maxBytes = MAX_KEPT_BYTES } = {},
): LinkPictures {
  const drawn = new Map<string, Png>(), underWay = new Map<string, Promise<Png | null>>();
  let last: Promise<unknown> = Promise.resolve(), bytes = 0;

  function keep(version: string, png: Png) {
    drawn.set(version, png);
    bytes += png.length;
    for (const [oldest, { length }] of drawn) {
      if (bytes <= maxBytes) break;
      drawn.delete(oldest);
      bytes -= length;
    }
  }

  async function drawOne(version: string, load: () => Promise<LinkPicture>): Promise<Png | null> {
    const content = await load();
    const task = { work: "draw", content, drawing: drawing.href, codecs: codecs.href } as const;
    const png = await onThread<Png>(thread, task, onGivenUp, timeoutMs);
    if (png) keep(version, png);
    return png;
  }

  function kept(version: string): Png | null {
    const png = drawn.get(version);
    if (!png) return null;
    // What is asked for stays longest.
    drawn.delete(version);
    drawn.set(version, png);
    return png;
  }

  return {
    kept,
    draw(version, load) {
      const done = kept(version) ?? underWay.get(version);
      if (done) return Promise.resolve(done);
      if (underWay.size > MAX_WAITING) return Promise.resolve("busy");
      const result = last.then(() => drawOne(version, load))
        .finally(() => underWay.delete(version));
      underWay.set(version, result);
      // The next one is drawn whatever became of this one, which its callers hear.
      last = result.catch(() => {});
      return result;
    },
  };
}
