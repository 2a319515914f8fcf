import assert from "node:assert/strict";
import { decodePicture, loadCodec } from "$lib/server/pictures/codecs.ts";
import { openPictureWriter } from "$lib/server/pictures/picture-writer.ts";
import { rewritePicture } from "$lib/server/pictures/rewrite-picture.ts";
import { pictureCode } from "$lib/server/startup/runtime-globals.ts";
import { jpegOf, pngOf, withOrientation } from "../../support/sample-pictures.ts";

const { codecs } = pictureCode();

Deno.test("rewritePicture: a picture is a square of 256 pixels, a logo fits its box, both are WebP", async () => {
  const picture = await rewritten(pngOf(600, 300), "picture");
  assert.deepEqual([picture.width, picture.height], [256, 256]);
  const logo = await rewritten(await jpegOf(600, 300), "logo");
  assert.deepEqual([logo.width, logo.height], [256, 128]);
  const small = await rewritten(pngOf(20, 10), "logo");
  assert.deepEqual([small.width, small.height], [20, 10], "nothing is made larger than it is");
  const start = new TextDecoder("latin1").decode(small.bytes.subarray(0, 12));
  assert.match(start, /^RIFF.{4}WEBP$/s);
  const again = await rewritten(small.bytes, "logo");
  assert.deepEqual([again.width, again.height], [20, 10], "and WebP is read too");
});

Deno.test("rewritePicture: EXIF turns a photo before it is dropped", async () => {
  // Red at the left, so a quarter turn to the right brings it to the top.
  const turned = await rewritten(withOrientation(await jpegOf(64, 32), 6), "logo");
  assert.deepEqual([turned.width, turned.height], [32, 64]);
  assert.doesNotMatch(new TextDecoder("latin1").decode(turned.bytes), /EXIF|Exif|secret/);
  const pixels = await decodePicture(turned.bytes, "webp", loadCodec(codecs, "webp"));
  assert(pixels && pixels.data[0]! > 200 && pixels.data[pixels.data.length - 4]! < 60);
});

Deno.test("rewritePicture: what is not a whole, still picture is refused before it is decoded", async () => {
  const png = pngOf(64, 64), jpeg = await jpegOf(64, 64);
  const unreadable: [string, Uint8Array<ArrayBuffer>][] = [
    ["a text", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["a GIF", new TextEncoder().encode("GIF89a\x01\x00\x01\x00")],
    ["a PNG cut short", png.slice(0, png.length - 20)],
    ["a JPEG cut short", jpeg.slice(0, jpeg.length - 40)],
    ["a PNG's start alone", png.slice(0, 8)],
    ["a JPEG's start before something else", Uint8Array.of(0xff, 0xd8, ...png)],
    ["a PNG with damaged pixels", damaged(png)],
  ];
  for (const [what, bytes] of unreadable) {
    assert.equal(await rewritePicture(bytes, "picture", codecs), "picture-unreadable", what);
  }
  const bomb = pngOf(64, 64);
  new DataView(bomb.buffer).setUint32(16, 60_000);
  new DataView(bomb.buffer).setUint32(20, 60_000);
  assert.equal(await rewritePicture(bomb, "picture", codecs), "picture-pixels");
});

Deno.test("openPictureWriter: a thread for each picture; one that takes too long is ended, and said", async () => {
  const reasons: string[] = [];
  const note = (reason: string) => void reasons.push(reason);
  const write = openPictureWriter(pictureCode(), note);
  const [first, second] = await Promise.all([
    write(pngOf(300, 300), "picture"),
    write(new Uint8Array(10), "picture"),
  ]);
  assert(typeof first === "object" && first.width === 256);
  assert.equal(second, "picture-unreadable");
  const crowd = await Promise.all(
    Array.from({ length: 7 }, () => write(new Uint8Array(10), "logo")),
  );
  assert.deepEqual(crowd.slice(5), ["busy", "busy"]);
  // Files that are no pictures are nobody's fault but their sender's.
  assert.deepEqual(reasons, []);
  const hasty = openPictureWriter(pictureCode(), note, 1);
  assert.equal(await hasty(pngOf(300, 300), "picture"), "picture-unreadable");
  assert.deepEqual(reasons, ["it took too long"]);
  const code = pictureCode();
  const incomplete = openPictureWriter({ ...code, codecs: new URL("none/", code.codecs) }, note);
  assert.equal(await incomplete(pngOf(30, 30), "picture"), "picture-unreadable");
  assert.match(reasons[1]!, /NotFound|ENOENT/);
});

async function rewritten(bytes: Uint8Array<ArrayBuffer>, kind: "picture" | "logo") {
  const result = await rewritePicture(bytes, kind, codecs);
  assert(typeof result === "object", String(result));
  return result;
}

function damaged(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = png.slice();
  copy.fill(0, 45, 55);
  return copy;
}
