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
});

Deno.test("rewritePicture: more than four megapixels are refused by what the file says, in every format", async () => {
  const small = await rewritten(pngOf(64, 64), "logo");
  const sizes: [string, Uint8Array<ArrayBuffer>, (view: DataView) => void][] = [
    ["png", pngOf(64, 64), (view) => {
      view.setUint32(16, 2001);
      view.setUint32(20, 2000);
    }],
    ["jpeg", await jpegOf(64, 64), (view) => {
      const at = frameOf(view);
      view.setUint16(at + 5, 2001);
      view.setUint16(at + 7, 2000);
    }],
    ["webp", small.bytes.slice(), (view) => {
      view.setUint16(26, 2001, true);
      view.setUint16(28, 2000, true);
    }],
  ];
  for (const [format, bytes, enlarge] of sizes) {
    enlarge(new DataView(bytes.buffer, bytes.byteOffset));
    assert.equal(await rewritePicture(bytes, "picture", codecs), "picture-pixels", format);
  }
  await rewritten(pngOf(2000, 2000), "picture");
});

Deno.test("rewritePicture: a JPEG of four colours is said to be CMYK, a grey and a progressive one are read", async () => {
  const cmyk = await jpegOf(64, 64);
  const view = new DataView(cmyk.buffer);
  view.setUint8(frameOf(view) + 9, 4);
  assert.equal(await rewritePicture(cmyk, "picture", codecs), "picture-cmyk");
  const progressive = await jpegOf(64, 64);
  assert.equal(progressive[frameOf(new DataView(progressive.buffer)) + 1], 0xc2);
  await rewritten(progressive, "picture");
  const baseline = await jpegOf(64, 64, { progressive: false });
  assert.notEqual(baseline[frameOf(new DataView(baseline.buffer)) + 1], 0xc2);
  await rewritten(baseline, "picture");
  const grey = await jpegOf(64, 64, { color_space: 1 });
  assert.equal(grey[frameOf(new DataView(grey.buffer)) + 9], 1);
  await rewritten(grey, "picture");
});

/** Where a JPEG's frame begins. */
function frameOf(view: DataView): number {
  for (let at = 2;; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc2) return at;
  }
}

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
