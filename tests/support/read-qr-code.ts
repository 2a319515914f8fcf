import read from "jsqr";

/** The text of a QR code in a picture, read by a decoder of others; null where none is found. */
export function readQrCode(pixels: Uint8ClampedArray, width: number, height: number) {
  // Its types name a default export that its file, which is CommonJS, does not have under Deno.
  const decode = read as unknown as typeof read.default;
  return decode(pixels, width, height, { inversionAttempts: "dontInvert" })?.data ?? null;
}
