/** The WebAssembly codecs of the jSquash packages: PNG, JPEG and WebP are read, WebP is written. */
import jpegReader from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import {
  decode as readPngPixels,
  encode as writePngPixels,
  initSync,
} from "@jsquash/png/codec/pkg/squoosh_png.js";
import webpReader from "@jsquash/webp/codec/dec/webp_dec.js";
import webpWriter from "@jsquash/webp/codec/enc/webp_enc.js";
import { defaultOptions } from "@jsquash/webp/meta.js";
import { readFileSync } from "node:fs";
import { codecFiles } from "./codec-files.ts";
import type { Pixels } from "./pixels.ts";
import type { PictureHeader } from "./picture-header.ts";

const QUALITY = 82;

/** Decodes a file with the codec of its format; null or an exception when it cannot be read. */
export async function decodePicture(
  bytes: Uint8Array<ArrayBuffer>,
  format: PictureHeader["format"],
  codec: WebAssembly.Module,
): Promise<Pixels | null> {
  if (format === "png") {
    initSync(codec);
    return readPngPixels(bytes);
  }
  if (format === "jpeg") return (await jpegReader(instantiating(codec))).decode(bytes, false);
  return (await webpReader(instantiating(codec))).decode(bytes);
}

/** Writes WebP, which has nothing but the picture. */
export async function encodeWebp(
  { data, width, height }: Pixels,
  folder: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await webpWriter(instantiating(loadCodec(folder, "webpWriter")));
  const written = writer.encode(data.slice(), width, height, {
    ...defaultOptions,
    quality: QUALITY,
  });
  if (!written) throw new Error("the picture could not be written");
  return written.slice();
}

/** Writes PNG, for what reads no WebP. */
export function encodePng({ data, width, height }: Pixels, folder: URL): Uint8Array {
  initSync(loadCodec(folder, "png"));
  return writePngPixels(new Uint8Array(data), width, height, 8);
}

/** The code of a codec, from a file of the build. */
export function loadCodec(folder: URL, codec: keyof typeof codecFiles): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(codecFiles[codec], folder)));
}

/** How a codec gets its code: as it was loaded, never from an address. */
function instantiating(codec: WebAssembly.Module) {
  return {
    noInitialRun: true,
    // What a codec says of a damaged file is for nobody.
    print: () => {},
    printErr: () => {},
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ): WebAssembly.Exports {
      const instance = new WebAssembly.Instance(codec, imports);
      receive(instance);
      return instance.exports;
    },
  };
}
