import { lookup } from "node:dns/promises";
import { allowedHosts, isPublicAddress, parseIpAddress } from "./ip-address.ts";
import {
  type Connect,
  type ConnectTarget,
  type HttpResponse,
  openHttpClient,
} from "./http-client.ts";
import { DEFAULT_TIMEOUT_MS, MAX_BYTES, type OutboundFetch } from "./outbound-fetch.ts";
import { codeOf, neverConnected, OutboundError, toOutboundError } from "./errors.ts";
import { orAbort, readFirst, readLimited } from "./read-response.ts";
import { userAgent } from "$lib/product.ts";

/** Every address of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map((found) => found.address);

/**
 * A fetch that resolves a name once, checks every address, connects to the checked one, and limits time and size. It
 * follows no redirect (see `followRedirects`) and throws `OutboundError` on failure.
 */
export function openOutbound(options: {
  /** Host names and CIDR ranges on private networks that may be reached. */
  allow: readonly string[];
  resolve?: Resolve;
  connect?: Connect;
}): OutboundFetch {
  const resolve = options.resolve ?? resolveBySystem;
  const connect = options.connect ?? openHttpClient().connect;
  const allowed = allowedHosts(options.allow);

  return async (input, init = {}) => {
    const url = parseOutboundUrl(input);
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const timeout = AbortSignal.timeout(init.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = init.signal ? AbortSignal.any([timeout, init.signal]) : timeout;
    try {
      const addresses = await checkedAddresses(host, resolve, allowed, signal);
      const request = {
        method: init.method ?? "GET",
        path: url.pathname + url.search,
        ...await toRequest(url, init),
        signal,
      };
      const response = await connectToFirst(addresses, (address) =>
        connect(
          {
            address,
            host,
            port: portOf(url),
            secure: url.protocol === "https:",
          } satisfies ConnectTarget,
          request,
        ));
      if (init.firstBytes !== undefined) return await readFirst(response, init.firstBytes, signal);
      return await readLimited(response, init.maxBytes ?? MAX_BYTES, host, signal, init.keep);
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      if (init.signal?.aborted) throw init.signal.reason;
      if (timeout.aborted) throw new OutboundError("timeout", host);
      throw toOutboundError(error, host);
    }
  };
}

function parseOutboundUrl(input: string | URL): URL {
  const url = URL.parse(input);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") {
    throw new OutboundError("bad-address", url?.hostname ?? "", "only http and https");
  }
  // Credentials in a URL end up in logs and histories.
  if (url.username || url.password) {
    throw new OutboundError("bad-address", url.hostname, "credentials in the address");
  }
  return url;
}

const portOf = (url: URL) => Number(url.port) || (url.protocol === "https:" ? 443 : 80);

async function checkedAddresses(
  host: string,
  resolve: Resolve,
  allowed: (host: string, address: string) => boolean,
  signal: AbortSignal,
): Promise<string[]> {
  let addresses: string[];
  if (parseIpAddress(host)) addresses = [host];
  else {
    try {
      addresses = await orAbort(resolve(host), signal);
    } catch (error) {
      if (signal.aborted) throw error;
      throw new OutboundError("dns", host);
    }
  }
  if (addresses.length === 0) throw new OutboundError("dns", host);
  // DNS rebinding mixes private addresses with public ones, so all must be allowed.
  for (const address of addresses) {
    if (!isPublicAddress(address) && !allowed(host, address)) {
      throw new OutboundError("private", host);
    }
  }
  const v4First = [...new Set(addresses)].sort((a, b) =>
    Number(a.includes(":")) - Number(b.includes(":"))
  );
  return v4First.slice(0, 4);
}

/** The next address is tried only when no connection was made, so nothing is sent twice. */
async function connectToFirst(
  addresses: string[],
  attempt: (address: string) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  let lastError: unknown;
  for (const address of addresses) {
    try {
      return await attempt(address);
    } catch (error) {
      lastError = error;
      if (!neverConnected.has(codeOf(error))) throw error;
    }
  }
  throw lastError;
}

async function toRequest(url: URL, init: RequestInit) {
  // Response turns every kind of body into bytes and a content type.
  const method = init.method ?? "GET";
  const body = init.body === undefined || init.body === null
    ? null
    : new Response(init.body as BodyInit);
  const headers = new Headers(init.headers);
  const type = body?.headers.get("content-type");
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  if (!headers.has("accept-encoding")) headers.set("accept-encoding", "gzip");
  headers.set("user-agent", userAgent);
  const bytes = body ? new Uint8Array(await body.arrayBuffer()) : null;
  const plain: Record<string, string> = { ...Object.fromEntries(headers), host: url.host };
  if (bytes || !["GET", "HEAD"].includes(method)) {
    plain["content-length"] = String(bytes?.length ?? 0);
  }
  return { headers: plain, body: bytes };
}
