/** All outgoing HTTP requests are made by a function of this type (WH-2). */
export type OutboundFetch = (
  url: string | URL,
  init?: RequestInit & {
    /** Timeout of the whole request, ms; `DEFAULT_TIMEOUT_MS` when left out. */
    timeoutMs?: number;
    /** Maximum body size in bytes; `MAX_BYTES` when left out. */
    maxBytes?: number;
    /** Reads only so many bytes of the body and leaves the rest; in place of `maxBytes`. */
    firstBytes?: number;
    /** Keeps a part of the body while it arrives; then `maxBytes` is of what is kept. */
    keep?: BodyFilter;
  },
) => Promise<Response>;

/** Keeps a part of a decompressed body. */
export interface BodyFilter {
  /** A stream for one body: what is read of it is kept. */
  open(): TransformStream<Uint8Array, Uint8Array>;
  /** Maximum size of the whole body in bytes. */
  maxBytes: number;
}

/** Default timeout of a request, ms. */
export const DEFAULT_TIMEOUT_MS = 10_000;
/** Default maximum of a body, bytes. */
export const MAX_BYTES = 10 * 1024 * 1024;
