import type { RequestEvent } from "@sveltejs/kit";
import type { App } from "../app.ts";
import { isHttps } from "../auth/cookies.ts";
import { type ProxyHeaders, setProxyHeaders } from "../store/installation.ts";

const HOUR = 3_600_000;

/** The forwarding headers of a request. */
export function readForwardedHeaders(request: Request, url: URL): ProxyHeaders {
  return {
    host: url.host,
    proto: lastItem(request.headers.get("x-forwarded-proto")),
    forwardedForCount:
      (request.headers.get("x-forwarded-for") ?? "").split(",").filter(Boolean).length,
  };
}

/** Whether a proxy passes on neither the name that people use nor that they came by https. */
export function forwardsNothing({ host, proto }: ProxyHeaders, baseUrl: string): boolean {
  return host !== new URL(baseUrl).host && proto === null;
}

/** Keeps, now and then, what the proxy before an https installation passes on, for `deno task doctor`. */
export function recordForwardedHeaders({ locals, request, url }: RequestEvent): void {
  const { app } = locals;
  if (!isHttps(app) || !isProxied(app, request)) return;
  const arrival = readForwardedHeaders(request, url);
  const isBad = forwardsNothing(arrival, app.baseUrl);
  if (app.limits.take("forwarded-headers", String(isBad), { max: 1, windowMs: HOUR }) !== null) {
    return;
  }
  if (isBad) app.log.warn("proxy-passes-neither-host-nor-proto", { host: arrival.host });
  setProxyHeaders(app.kv, { ...arrival, at: app.now() }).catch((error) => {
    app.log.fault("forwarded-headers", error);
  });
}

/** A browser that says it is on our own page came by the base address; and proxies say who asked them. */
function isProxied({ baseUrl }: Pick<App, "baseUrl">, { headers }: Request): boolean {
  return headers.get("origin") === new URL(baseUrl).origin ||
    ["x-forwarded-for", "x-real-ip", "forwarded", "via"].some((name) => headers.has(name));
}

/** Whether a person opened this page over plain http though the installation is reached by https; browsers say `Sec-Fetch-Site` only on the way by TLS or within one machine. */
export function isPlainHttp(app: Pick<App, "baseUrl">, request: Request, url: URL): boolean {
  if (!isHttps(app) || request.headers.has("sec-fetch-site")) return false;
  const { proto } = readForwardedHeaders(request, url);
  return proto === null ? url.protocol === "http:" : proto !== "https";
}

function lastItem(list: string | null): string | null {
  return list?.split(",").at(-1)?.trim().toLowerCase() || null;
}
