import type { Settings } from "../lib/server/runtime/settings.ts";

/**
 * Scheme and name of a request. TLS ends at a proxy: the scheme is https when the base URL of that name says so,
 * or when a trusted proxy does.
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
