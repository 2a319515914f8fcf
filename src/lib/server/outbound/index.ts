/** Outgoing HTTP: a fetch that checks every address, and what callers add to it. */
export { openOutbound, type Resolve } from "./guarded-fetch.ts";
export type { OutboundFetch } from "./outbound-fetch.ts";
export { followRedirects } from "./redirects.ts";
export { withTotalTimeout, withUniformFailureTime } from "./limits.ts";
export { OutboundError, type OutboundErrorKind } from "./errors.ts";
