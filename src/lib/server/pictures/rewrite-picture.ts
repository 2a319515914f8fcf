import { MAX_PICTURE_PIXELS, type PictureKind } from "$lib/scheduling/picture.ts";
import { decodePicture, encodeWebp, loadCodec } from "./codecs.ts";
import { readHeader } from "./picture-header.ts";
import { type Pixels, resized, squareOf, upright } from "./pixels.ts";

/** A picture that was decoded and written anew, as WebP. */
export interface RewrittenPicture {
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** Why a file is no picture for us. */
export type PictureFault = "picture-unreadable" | "picture-cmyk" | "picture-pixels";

/** A picture is a square of this side, a logo fits into this box; pixels. */
export const PICTURE_SIDE = 256, LOGO_WIDTH = 480, LOGO_HEIGHT = 128;

/** Decodes a file, turns it upright, makes it small and writes it anew; `folder` has the codecs. */
export async function rewritePicture(
  bytes: Uint8Array<ArrayBuffer>,
  kind: PictureKind,
  folder: URL,
): Promise<RewrittenPicture | PictureFault> {
  const header = readHeader(bytes);
  if (!header || header.width < 1 || header.height < 1) return "picture-unreadable";
  if (header.width * header.height > MAX_PICTURE_PIXELS) return "picture-pixels";
  if (header.isCmyk) return "picture-cmyk";
  const codec = loadCodec(folder, header.format);
  const decoded = await readPixels(bytes, header.format, codec);
  if (decoded?.width !== header.width || decoded.height !== header.height) {
    return "picture-unreadable";
  }
  const small = upright(
    kind === "picture" ? asPicture(decoded) : asLogo(decoded),
    header.orientation,
  );
  const { width, height } = small;
  return { bytes: await encodeWebp(small, folder), width, height };
}

async function readPixels(...file: Parameters<typeof decodePicture>): Promise<Pixels | null> {
  try {
    return await decodePicture(...file);
  } catch {
    // A codec throws whatever it likes, WebAssembly traps included, at files that it cannot read.
    return null;
  }
}

function asPicture(pixels: Pixels): Pixels {
  return resized(squareOf(pixels), PICTURE_SIDE, PICTURE_SIDE);
}

function asLogo(pixels: Pixels): Pixels {
  const scale = Math.min(1, LOGO_WIDTH / pixels.width, LOGO_HEIGHT / pixels.height);
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  return resized(pixels, width, height);
}
