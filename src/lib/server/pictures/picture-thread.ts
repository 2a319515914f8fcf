/** The entry of the picture thread, built as `build/picture-thread.js`: it rewrites or draws one picture and posts the result. */
import { parentPort } from "node:worker_threads";
import type { PictureKind } from "$lib/scheduling/picture.ts";
import { drawLinkPicture } from "./link-picture/draw.ts";
import type { LinkPicture } from "./link-picture/link-picture.ts";
import { type PictureFault, rewritePicture, type RewrittenPicture } from "./rewrite-picture.ts";

/** What a thread is sent; folders as URLs. */
export type PictureTask =
  | { work: "rewrite"; bytes: Uint8Array<ArrayBuffer>; kind: PictureKind; codecs: string }
  | { work: "draw"; content: LinkPicture; drawing: string; codecs: string };

export type PictureResult = RewrittenPicture | PictureFault;

parentPort?.on("message", async (task: PictureTask) => {
  parentPort?.postMessage(await resultOf(task));
});

function resultOf(task: PictureTask): Promise<PictureResult | Uint8Array> {
  const codecs = new URL(task.codecs);
  return task.work === "rewrite"
    ? rewritePicture(task.bytes, task.kind, codecs)
    : drawLinkPicture(task.content, new URL(task.drawing), codecs);
}
