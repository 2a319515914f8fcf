/** All outgoing HTTP requests are made by a function of this type (WH-2). */
export type OutboundFetch = (
  url: string | URL,
  init?: RequestInit & {
    /** Timeout of the whole request, ms; `DEFAULT_TIMEOUT_MS` when left out. */
    timeoutMs?: number;
    /** Maximum body size in bytes; 10 MiB when left out. */
    maxBytes?: number;
    /** Reads only so many bytes of the body and leaves the rest; in place of `maxBytes`. */
    firstBytes?: number;
  },
) => Promise<Response>;

/** Default timeout of a request, ms. */
export const DEFAULT_TIMEOUT_MS = 10_000;
