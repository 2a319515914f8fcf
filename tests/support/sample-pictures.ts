/** Pictures that are red at their left and blue at their right. */
import writeJpeg from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultOptions } from "@jsquash/jpeg/meta.js";
import { encode, initSync } from "@jsquash/png/codec/pkg/squoosh_png.js";
import { readFileSync } from "node:fs";
import { pictureCode } from "$lib/server/startup/runtime-globals.ts";

function compiled(file: string): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(file, pictureCode().codecs)));
}

function pixelsOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) {
    const isLeft = at / 4 % width < width / 2;
    data.set(isLeft ? [255, 0, 0, 255] : [0, 0, 255, 255], at);
  }
  return data;
}

/** A PNG. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  initSync(compiled("png/codec/pkg/squoosh_png_bg.wasm"));
  return new Uint8Array(encode(pixelsOf(width, height), width, height, 8));
}

/** A JPEG without metadata, progressive unless said otherwise. */
export async function jpegOf(
  width: number,
  height: number,
  options: Partial<typeof defaultOptions> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await writeJpeg({
    noInitialRun: true,
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) {
      const module = compiled("jpeg/codec/enc/mozjpeg_enc.wasm");
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
  });
  const all = { ...defaultOptions, ...options };
  return new Uint8Array(writer.encode(pixelsOf(width, height), width, height, all));
}

/** The JPEG with EXIF that names an orientation, and a text that nobody is to see. */
export function withOrientation(
  jpeg: Uint8Array<ArrayBuffer>,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
  ];
  const text = new TextEncoder().encode("secret");
  const data = [...new TextEncoder().encode("Exif\0\0"), ...tiff, 0, 0, 0, 0, ...text];
  const segment = [0xff, 0xe1, 0, data.length + 2, ...data];
  return Uint8Array.of(...jpeg.subarray(0, 2), ...segment, ...jpeg.subarray(2));
}
