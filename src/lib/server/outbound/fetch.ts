/** The one way out: every outgoing HTTP request is made by a function of this type (WH-2). */
export type OutboundFetch = (
  url: string | URL,
  init?: RequestInit & {
    /** Milliseconds for the whole exchange; 10 s when left out. */
    timeoutMs?: number;
    /** Bytes of body that are read at the most; 10 MiB when left out. */
    maxBytes?: number;
  },
) => Promise<Response>;
