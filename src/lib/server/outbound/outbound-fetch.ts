/** The one way out: every outgoing HTTP request is made by a function of this type (WH-2). */
export type OutboundFetch = (
  url: string | URL,
  init?: RequestInit & {
    /** Milliseconds for the whole exchange; `USUAL_MS` when left out. */
    timeoutMs?: number;
    /** Bytes of body that are read at the most; 10 MiB when left out. */
    maxBytes?: number;
  },
) => Promise<Response>;

/** How long an exchange may take when nobody says otherwise. */
export const DEFAULT_TIMEOUT_MS = 10_000;
