/** The entry of the picture thread, built as `build/picture-thread.js`: it rewrites one picture and posts the result. */
import { parentPort } from "node:worker_threads";
import type { PictureKind } from "$lib/scheduling/picture.ts";
import { type PictureFault, rewritePicture, type RewrittenPicture } from "./rewrite-picture.ts";

/** What a thread is sent. */
export interface PictureTask {
  bytes: Uint8Array<ArrayBuffer>;
  kind: PictureKind;
  /** URL of the folder with the codecs. */
  folder: string;
}

export type PictureResult = RewrittenPicture | PictureFault;

parentPort?.on("message", async ({ bytes, kind, folder }: PictureTask) => {
  parentPort?.postMessage(await rewritePicture(bytes, kind, new URL(folder)));
});
