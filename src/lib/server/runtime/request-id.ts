/** The id of the request that is under way, which its log lines and the jobs of its commits have. */
import { AsyncLocalStorage } from "node:async_hooks";

const underWay = new AsyncLocalStorage<string | null>();

/** Acts on behalf of a request, or of none with null. */
export function onBehalfOf<T>(requestId: string | null, act: () => T): T {
  return underWay.run(requestId, act);
}

/** The id of the request on whose behalf this is done; null where there is none. */
export function currentRequestId(): string | null {
  return underWay.getStore() ?? null;
}
