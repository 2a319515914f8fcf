import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export type ContentEncoding = "br" | "gzip";

/** Smaller bodies are sent as they are. */
export const MIN_COMPRESSED_BYTES = 1024;

/** The best content coding that an Accept-Encoding header allows (RFC 9110 §12.5.3); null for none. */
export function negotiateEncoding(
  acceptEncoding: string | null | undefined,
): ContentEncoding | null {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith("q="));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  const allows = (name: ContentEncoding) => (weights.get(name) ?? weights.get("*") ?? 0) > 0;
  return allows("br") ? "br" : allows("gzip") ? "gzip" : null;
}

/** Compresses a response body at a low level, for speed. */
export function compress(body: Uint8Array, encoding: ContentEncoding): Uint8Array<ArrayBuffer> {
  const encoded = encoding === "gzip" ? gzipSync(body, { level: 5 }) : brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
  return new Uint8Array(encoded);
}
