import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { decodePicture, loadCodec } from "$lib/server/pictures/codecs.ts";
import type { LinkPicture } from "$lib/server/pictures/link-picture/link-picture.ts";
import { openLinkPictures } from "$lib/server/pictures/link-picture/link-pictures.ts";
import { rewritePicture } from "$lib/server/pictures/rewrite-picture.ts";
import { pictureCode } from "$lib/server/startup/runtime-globals.ts";
import { pngOf } from "../../support/sample-pictures.ts";

const code = pictureCode();

Deno.test("openLinkPictures: whatever a name is, the picture is a PNG of 1200 by 630", async () => {
  const pictures = openLinkPictures(code, (reason) => assert.fail(reason));
  const names = [
    "Ada",
    "<script>&amp;",
    "x".repeat(300),
    "🎉👩‍👩‍👧",
    "سارة الأحمد",
    "\uD800",
    "李明",
    "",
  ];
  const before = Deno.memoryUsage().rss;
  for (const [i, name] of names.entries()) {
    const pixels = await drawn(pictures, `v${i}`, { ...content, name, title: name });
    // The host's colour is on the side where reading starts.
    const isRtl = name.startsWith("س");
    assert.deepEqual(colourAt(pixels, 5, 300), isRtl ? paper : green, name);
    assert.deepEqual(colourAt(pixels, 1195, 300), isRtl ? green : paper, name);
  }
  const grown = (Deno.memoryUsage().rss - before) / 1024 / 1024;
  assert(grown < 200, `each thread gives its memory back, ${grown.toFixed()} MB are left`);
});

Deno.test("openLinkPictures: the host's picture is the circle, a logo stands for the name", async () => {
  const pictures = openLinkPictures(code, (reason) => assert.fail(reason));
  const [picture, logo] = await Promise.all([
    webp(pngOf(300, 300), "picture"),
    webp(pngOf(600, 100), "logo"),
  ]);
  const both = await drawn(pictures, "both", { ...content, picture, logo });
  assert(isRed(colourAt(both, 110, 152)) && isBlue(colourAt(both, 205, 152)), "the circle");
  assert.deepEqual(colourAt(both, 90, 86), paper, "which is round");
  assert(isRed(colourAt(both, 280, 152)) && isBlue(colourAt(both, 700, 152)), "the logo");
  const damaged = await drawn(pictures, "none", { ...content, picture: new Uint8Array(20) });
  assert.deepEqual(colourAt(damaged, 100, 152), green, "what can’t be read is the initial");
});

Deno.test("openLinkPictures: drawn once for all who ask, and so much is kept", async () => {
  const pictures = openLinkPictures(code, (reason) => assert.fail(reason), { maxBytes: 60_000 });
  let loads = 0;
  const load = () => {
    loads++;
    return Promise.resolve(content);
  };
  const [one, same] = await Promise.all([pictures.draw("a", load), pictures.draw("a", load)]);
  assert(one instanceof Uint8Array && one === same && pictures.kept("a") === one);
  assert.equal(loads, 1);
  const room = Math.floor(MINUTE / one.length);
  const more = Array.from({ length: room }, (_, i) => `more ${i}`);
  for (const version of more) await pictures.draw(version, load);
  assert.equal(pictures.kept("a"), null, "the oldest makes room");
  assert(more.every((version) => pictures.kept(version)));
});

Deno.test("openLinkPictures: under a flood eight wait, and all others hear it at once", async () => {
  const pictures = openLinkPictures(code, () => {});
  const flood = Promise.withResolvers<LinkPicture>();
  const asked = Array.from({ length: 50 }, (_, i) => pictures.draw(`${i}`, () => flood.promise));
  const rest = asked.slice(9), waiting = Promise.allSettled(asked.slice(0, 9));
  const soon = Promise.withResolvers<string>(), timer = setTimeout(soon.resolve, 500, "too late");
  const heard = await Promise.race([Promise.all(rest), soon.promise]);
  clearTimeout(timer);
  assert.deepEqual(heard, Array(41).fill("busy"));
  flood.reject(new Error("the store is closed"));
  await waiting;
  assert(await pictures.draw("after", () => Promise.resolve(content)) instanceof Uint8Array);
});

Deno.test("openLinkPictures: one that takes too long is ended, and one that fails keeps nobody waiting", async () => {
  const reasons: string[] = [];
  const pictures = openLinkPictures(code, (reason) => void reasons.push(reason), { timeoutMs: 1 });
  assert.equal(await pictures.draw("a", () => Promise.resolve(content)), null);
  assert.deepEqual(reasons, ["it took too long"]);
  assert.equal(pictures.kept("a"), null);
  await assert.rejects(pictures.draw("b", () => Promise.reject(new Error("the store is closed"))));
  assert.equal(await pictures.draw("c", () => Promise.resolve(content)), null, "the next is tried");
});

const content: LinkPicture = {
  name: "Ada Beck",
  handle: "ada",
  title: "Coffee",
  detail: "30 minutes",
  times: [],
  zone: "",
  direction: "ltr",
  colours: { primary: "#1d6049", soft: "#e0efe6", onPrimary: "#ffffff" },
  picture: null,
  logo: null,
};
const green = [0x1d, 0x60, 0x49], paper = [0xf7, 0xf5, 0xef];

type Decoded = NonNullable<Awaited<ReturnType<typeof decodePicture>>>;

async function drawn(
  pictures: ReturnType<typeof openLinkPictures>,
  version: string,
  given: LinkPicture,
): Promise<Decoded> {
  const png = await pictures.draw(version, () => Promise.resolve(given));
  assert(png instanceof Uint8Array, String(png));
  const pixels = await decodePicture(png, "png", loadCodec(code.codecs, "png"));
  assert(pixels);
  assert.deepEqual([pixels.width, pixels.height], [1200, 630]);
  return pixels;
}

async function webp(bytes: Uint8Array<ArrayBuffer>, kind: "picture" | "logo") {
  const result = await rewritePicture(bytes, kind, code.codecs);
  assert(typeof result === "object", String(result));
  return result.bytes;
}

function colourAt({ data, width }: Decoded, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}

function isRed([red = 0, , blue = 0]: number[]): boolean {
  return red > 200 && blue < 60;
}

function isBlue([red = 0, , blue = 0]: number[]): boolean {
  return blue > 200 && red < 60;
}
