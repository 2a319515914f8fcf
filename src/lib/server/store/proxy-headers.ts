import { keys } from "./keys.ts";

/** How a request arrived. */
export interface ProxyHeaders {
  /** The Host header. */
  host: string;
  /** The last X-Forwarded-Proto; null when there was none. */
  proto: string | null;
  /** Entries of X-Forwarded-For. */
  forwardedForCount: number;
}

/** What a proxy passed on, and when that was. */
export type RecordedProxyHeaders = ProxyHeaders & { at: number };

export async function getProxyHeaders(kv: Deno.Kv): Promise<RecordedProxyHeaders | null> {
  return (await kv.get<RecordedProxyHeaders>(keys.proxyHeaders())).value;
}

export async function setProxyHeaders(kv: Deno.Kv, headers: RecordedProxyHeaders): Promise<void> {
  await kv.set(keys.proxyHeaders(), headers);
}
