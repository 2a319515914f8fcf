import { lookup } from "node:dns/promises";
import { allowedHosts, isPublicAddress, parseIpAddress } from "./ip-address.ts";
import {
  type Connect,
  type ConnectTarget,
  type HttpResponse,
  openHttpClient,
} from "./http-client.ts";
import { DEFAULT_TIMEOUT_MS, type OutboundFetch } from "./outbound-fetch.ts";
import { codeOf, neverConnected, OutboundError, toOutboundError } from "./errors.ts";
import { orAbort, readLimited } from "./read-response.ts";

/** Every address of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map((found) => found.address);

/**
 * A fetch that resolves a name once, checks every address, connects to the checked one, and reads within limits
 * of time and size. It follows no redirect (see `followRedirects`) and throws `OutboundError` for what came to nothing.
 */
export function openOutbound(options: {
  /** Host names and CIDR that may lie on private networks. */
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
    const limit = AbortSignal.timeout(init.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = init.signal ? AbortSignal.any([limit, init.signal]) : limit;
    try {
      const addresses = await checkedAddresses(host, resolve, allowed, signal);
      const sent = {
        method: init.method ?? "GET",
        path: url.pathname + url.search,
        ...await toSent(url, init),
        signal,
      };
      const received = await firstThatConnects(addresses, (address) =>
        connect(
          {
            address,
            host,
            port: portOf(url),
            secure: url.protocol === "https:",
          } satisfies ConnectTarget,
          sent,
        ));
      return await readLimited(received, init.maxBytes ?? 10 * 1024 * 1024, host, signal);
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      if (init.signal?.aborted) throw init.signal.reason;
      if (limit.aborted) throw new OutboundError("timeout", host);
      throw toOutboundError(error, host);
    }
  };
}

function parseOutboundUrl(input: string | URL): URL {
  const url = URL.parse(input);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") {
    throw new OutboundError("bad-address", url?.hostname ?? "", "only http and https");
  }
  // Credentials in an address end up in logs and histories.
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
  // One private address among several is how a name is turned against the inside: all of them must do.
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

/** Only a connection that was never made moves on to the next address, so nothing is sent twice. */
async function firstThatConnects(
  addresses: string[],
  attempt: (address: string) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  let last: unknown;
  for (const address of addresses) {
    try {
      return await attempt(address);
    } catch (error) {
      last = error;
      if (!neverConnected.has(codeOf(error))) throw error;
    }
  }
  throw last;
}

async function toSent(url: URL, init: RequestInit) {
  // A Request knows how to turn every kind of body into bytes and a content type.
  const method = init.method ?? "GET";
  const body = init.body === undefined || init.body === null
    ? null
    : new Response(init.body as BodyInit);
  const headers = new Headers(init.headers);
  const type = body?.headers.get("content-type");
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  if (!headers.has("accept-encoding")) headers.set("accept-encoding", "gzip");
  if (!headers.has("user-agent")) headers.set("user-agent", "Invito");
  const bytes = body ? new Uint8Array(await body.arrayBuffer()) : null;
  const plain: Record<string, string> = { ...Object.fromEntries(headers), host: url.host };
  if (bytes || !["GET", "HEAD"].includes(method)) {
    plain["content-length"] = String(bytes?.length ?? 0);
  }
  return { headers: plain, body: bytes };
}
