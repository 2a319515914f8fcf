import type { Settings } from "../lib/server/runtime/settings.ts";

/**
 * Scheme and host of a request. TLS ends at a proxy, so the scheme is https when the base URL with this host is https,
 * or a trusted proxy says so.
 */
export function originOf(
  settings: Pick<Settings, "baseUrl" | "trustedProxies">,
): (host: string, forwardedProto: string) => string {
  const base = settings.baseUrl ? new URL(settings.baseUrl) : null;
  return (host, forwardedProto) => {
    const isBase = base?.protocol === "https:" && base.host === host.toLowerCase();
    const isForwarded = settings.trustedProxies > 0 &&
      forwardedProto.split(",").at(-1)?.trim().toLowerCase() === "https";
    return `${isBase || isForwarded ? "https" : "http"}://${host}`;
  };
}
