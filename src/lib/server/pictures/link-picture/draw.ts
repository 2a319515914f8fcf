/** Draws link pictures with resvg; runs on a thread. */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { decodePicture, encodePng, loadCodec } from "../codecs.ts";
import { compose } from "./compose.ts";
import { drawingFiles } from "./drawing-files.ts";
import { readFont } from "./font.ts";
import type { LinkPicture } from "./link-picture.ts";
import type { EmbeddedPicture, Fonts } from "./sheet.ts";

/** A link picture as PNG; `drawing` and `codecs` are the folders of the code and fonts. */
export async function drawLinkPicture(
  content: LinkPicture,
  drawing: URL,
  codecs: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  await initWasm(new WebAssembly.Module(readFileSync(new URL(drawingFiles.renderer, drawing))));
  const fonts = loadFonts(drawing);
  const svg = compose(content, {
    picture: content.picture && await embedded(content.picture, codecs),
    logo: content.logo && await embedded(content.logo, codecs),
  }, fonts);
  const drawn = new Resvg(svg, {
    font: {
      fontBuffers: [...fonts.regular, ...fonts.bold].map(({ bytes }) => bytes),
      defaultFontFamily: "Noto Sans",
    },
  }).render();
  return drawn.asPng().slice();
}

/** The fonts of both weights, from the build. */
export function loadFonts(drawing: URL): Fonts {
  const font = (name: keyof typeof drawingFiles, family: string) =>
    readFont(readFileSync(new URL(drawingFiles[name], drawing)), family);
  return {
    regular: [
      font("regular", "Noto Sans"),
      font("arabic", "Noto Sans Arabic"),
      font("hebrew", "Noto Sans Hebrew"),
    ],
    bold: [
      font("bold", "Noto Sans"),
      font("arabicBold", "Noto Sans Arabic"),
      font("hebrewBold", "Noto Sans Hebrew"),
    ],
  };
}

/** A stored picture as PNG, because the renderer reads no WebP. */
async function embedded(
  webp: Uint8Array<ArrayBuffer>,
  codecs: URL,
): Promise<EmbeddedPicture | null> {
  const pixels = await decodePicture(webp, "webp", loadCodec(codecs, "webp"));
  if (!pixels) return null;
  const png = Buffer.from(encodePng(pixels, codecs)).toString("base64");
  return { png, width: pixels.width, height: pixels.height };
}
