/** The one way out: fetching with every address checked, and what callers add to it. */
export { openOutbound, type Resolve } from "./guarded-fetch.ts";
export type { OutboundFetch } from "./outbound-fetch.ts";
export { followRedirects as followWithin } from "./redirects.ts";
export { withTotalTimeout as inAll, withUniformFailureTime as hidingWhy } from "./limits.ts";
export {
  OutboundError as OutboundProblem,
  type OutboundErrorKind as OutboundFault,
} from "./errors.ts";
