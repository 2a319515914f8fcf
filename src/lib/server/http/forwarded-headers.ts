import type { RequestEvent } from "@sveltejs/kit";
import type { App } from "../app.ts";
import { isHttps } from "../auth/cookies.ts";
import { type ProxyHeaders, setProxyHeaders } from "../kv/installation.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

/** The forwarding headers of a request. */
export function readForwardedHeaders(request: Request, url: URL): ProxyHeaders {
  return {
    host: url.host,
    proto: lastItem(request.headers.get("x-forwarded-proto")),
    forwardedForCount:
      (request.headers.get("x-forwarded-for") ?? "").split(",").filter(Boolean).length,
  };
}

/** Whether a proxy forwards neither the public host name nor the https scheme. */
export function forwardsNothing({ host, proto }: ProxyHeaders, baseUrl: string): boolean {
  return host !== new URL(baseUrl).host && proto === null;
}

/** Records at most hourly what the proxy of an https installation forwards, for `deno task doctor`. */
export function recordForwardedHeaders({ locals, request, url }: RequestEvent): void {
  const { app } = locals;
  if (!isHttps(app) || !isProxied(app, request)) return;
  const forwarded = readForwardedHeaders(request, url);
  const isUnusable = forwardsNothing(forwarded, app.baseUrl);
  if (
    app.limits.take("forwarded-headers", String(isUnusable), { max: 1, windowMs: HOUR }) !== null
  ) {
    return;
  }
  if (isUnusable) app.log.warn("proxy-headers-missing", { host: forwarded.host });
  setProxyHeaders(app.kv, { ...forwarded, at: app.now() }).catch((error) => {
    app.log.fault("forwarded-headers", error);
  });
}

/** Whether a request came through the proxy: its Origin is the base URL, or it has forwarding headers. */
function isProxied({ baseUrl }: Pick<App, "baseUrl">, { headers }: Request): boolean {
  return headers.get("origin") === new URL(baseUrl).origin ||
    ["x-forwarded-for", "x-real-ip", "forwarded", "via"].some((name) => headers.has(name));
}

/**
 * Whether a page was opened over plain http although the installation uses https. Browsers send `Sec-Fetch-Site` only
 * over TLS or to localhost.
 */
export function isPlainHttp(app: Pick<App, "baseUrl">, request: Request, url: URL): boolean {
  if (!isHttps(app) || request.headers.has("sec-fetch-site")) return false;
  const { proto } = readForwardedHeaders(request, url);
  return proto === null ? url.protocol === "http:" : proto !== "https";
}

function lastItem(list: string | null): string | null {
  return list?.split(",").at(-1)?.trim().toLowerCase() || null;
}
