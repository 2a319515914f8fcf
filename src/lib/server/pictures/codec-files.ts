/** Where each codec is in the packages, and in the copy of them that is part of the build. */
export const codecFiles = {
  jpeg: "jpeg/codec/dec/mozjpeg_dec.wasm",
  png: "png/codec/pkg/squoosh_png_bg.wasm",
  webp: "webp/codec/dec/webp_dec.wasm",
  webpWriter: "webp/codec/enc/webp_enc.wasm",
} as const;
