import type { RequestEvent } from "@sveltejs/kit";
import type { App } from "./app.ts";
import { isHttps } from "./own-cookies.ts";
import type { PassedOn } from "./store/passed-on.ts";
import { setPassedOn } from "./store/passed-on.ts";

const HOUR = 3_600_000;

/** How a request arrived, in the headers that proxies pass on. */
export function arrivalOf(request: Request, url: URL): PassedOn {
  return {
    host: url.host,
    proto: lastOf(request.headers.get("x-forwarded-proto")),
    clients: (request.headers.get("x-forwarded-for") ?? "").split(",").filter(Boolean).length,
  };
}

/** Whether a proxy passes on neither the name that people use nor that they came by https. */
export function passesNothingOn({ host, proto }: PassedOn, baseUrl: string): boolean {
  return host !== new URL(baseUrl).host && proto === null;
}

/** Keeps, now and then, what the proxy before an https installation passes on, for `deno task doctor`. */
export function notePassedOn({ locals, request, url }: RequestEvent): void {
  const { app } = locals;
  if (!isHttps(app) || !cameByProxy(app, request)) return;
  const arrival = arrivalOf(request, url);
  const isBad = passesNothingOn(arrival, app.baseUrl);
  if (app.limits.take("passed-on", String(isBad), { most: 1, windowMs: HOUR }) !== null) return;
  if (isBad) app.log.warn("proxy-passes-neither-host-nor-proto", { host: arrival.host });
  setPassedOn(app.kv, { ...arrival, at: app.now() }).catch((error) => {
    app.log.fault("passed-on", error);
  });
}

/** A browser that says it is on our own page came by the base address; and proxies say who asked them. */
function cameByProxy({ baseUrl }: Pick<App, "baseUrl">, { headers }: Request): boolean {
  return headers.get("origin") === new URL(baseUrl).origin ||
    ["x-forwarded-for", "x-real-ip", "forwarded", "via"].some((name) => headers.has(name));
}

/** Whether a person opened this page over plain http though the installation is reached by https; browsers say `Sec-Fetch-Site` only on the way by TLS or within one machine. */
export function isPlainHttp(app: Pick<App, "baseUrl">, request: Request, url: URL): boolean {
  if (!isHttps(app) || request.headers.has("sec-fetch-site")) return false;
  const { proto } = arrivalOf(request, url);
  return proto === null ? url.protocol === "http:" : proto !== "https";
}

function lastOf(list: string | null): string | null {
  return list?.split(",").at(-1)?.trim().toLowerCase() || null;
}
