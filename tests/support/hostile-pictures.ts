/** Files of at most 900 KB that cost more than they look, or are damaged. */
import { encode } from "@jsquash/png/codec/pkg/squoosh_png.js";
import { jpegOf, pngOf } from "./sample-pictures.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const LARGEST = 900 * 1024;

export const hostilePictures: Record<string, () => Bytes | Promise<Bytes>> = {
  "a PNG of four megapixels": () => pngOf(2_000, 2_000),
  "a JPEG of four megapixels": () => jpegOf(2_000, 2_000),
  "a PNG of noise": () => noise(),
  "a PNG that says it has four billion pixels": () => withSize(pngOf(64, 64), 65_535),
  "a PNG whose pixels are damaged": () => damaged(noise()),
  "a JPEG cut short": async () => (await jpegOf(2_000, 2_000)).slice(0, -40),
  "a JPEG of nothing but fill bytes": () => start([0xff, 0xd8], 0xff),
  "a PNG of empty chunks": () => start([...pngOf(8, 8).slice(0, 33)], 0),
  "no picture": () => start([], 7),
};

function noise(): Bytes {
  const side = 470, data = new Uint8Array(side * side * 4);
  let state = 1;
  for (let at = 0; at < data.length; at++) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0;
    data[at] = at % 4 === 3 ? 255 : state >>> 24;
  }
  pngOf(1, 1);
  return new Uint8Array(encode(data, side, side, 8));
}

function withSize(png: Bytes, side: number): Bytes {
  const view = new DataView(png.buffer);
  view.setUint32(16, side);
  view.setUint32(20, side);
  return png;
}

function damaged(png: Bytes): Bytes {
  return png.fill(0, png.length / 2, png.length / 2 + 50);
}

function start(bytes: number[], rest: number): Bytes {
  const file = new Uint8Array(LARGEST).fill(rest);
  file.set(bytes);
  return file;
}
