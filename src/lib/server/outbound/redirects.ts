import { DEFAULT_TIMEOUT_MS, type OutboundFetch } from "./outbound-fetch.ts";
import { withTotalTimeout } from "./limits.ts";
import { OutboundError } from "./errors.ts";

const MAX_REDIRECTS = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** A response and its final URL. */
export interface RedirectedResponse {
  response: Response;
  url: URL;
}

/**
 * Follows up to five redirects with the same method and body within one timeout: never from https to http, and never
 * to another origin with credentials unless `trusts` allows it.
 */
export async function followRedirects(
  fetch: OutboundFetch,
  from: string | URL,
  init: NonNullable<Parameters<OutboundFetch>[1]>,
  trusts: (to: URL, from: URL) => boolean = () => false,
): Promise<RedirectedResponse> {
  const limitedFetch = withTotalTimeout(fetch, init.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  let url = new URL(from);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await limitedFetch(url, init);
    const location = response.headers.get("location");
    if (!redirectStatuses.has(response.status) || location === null) return { response, url };
    const next = addressOf(location, url);
    if (!next) throw new OutboundError("redirect", url.hostname, "to no address");
    if (url.protocol === "https:" && next.protocol !== "https:") {
      throw new OutboundError("redirect", url.hostname, "from https to http");
    }
    const hasCredentials = new Headers(init.headers).has("authorization");
    if (hasCredentials && !isSameHost(url, next) && !trusts(next, url)) {
      throw new OutboundError("redirect", url.hostname, `to ${next.hostname}`);
    }
    url = next;
  }
  throw new OutboundError("redirect", url.hostname, "round in circles");
}

/** The address of a redirect; `webcal:`, for programs that show calendars, is http or https, as what led there. */
function addressOf(location: string, from: URL): URL | null {
  const web = location.replace(/^webcal(s?):/i, (_, s) => s ? "https:" : from.protocol);
  return URL.parse(web, from);
}

/** Whether host and port are the same; http to https on the default ports counts as the same. */
function isSameHost(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  return from.hostname === to.hostname && from.protocol === "http:" && to.protocol === "https:" &&
    from.port === "" && to.port === "";
}
