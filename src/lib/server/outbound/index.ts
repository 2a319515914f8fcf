/** The guarded fetch and its extensions: redirects, total timeout, uniform failure time. */
export { openOutbound, type Resolve } from "./guarded-fetch.ts";
export type { BodyFilter, OutboundFetch } from "./outbound-fetch.ts";
export { followRedirects } from "./redirects.ts";
export { withTotalTimeout, withUniformFailureTime } from "./limits.ts";
export { isUnreached, OutboundError, type OutboundErrorKind } from "./errors.ts";
