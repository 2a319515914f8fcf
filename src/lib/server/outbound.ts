import { lookup } from "node:dns/promises";
import { allowances, isPublic, parseAddress } from "./outbound/address.ts";
import { type Connect, openConnect, type Received, type Target } from "./outbound/exchange.ts";
import { type OutboundFetch, USUAL_MS } from "./outbound/fetch.ts";
import { OutboundProblem } from "./outbound/problem.ts";

export type { OutboundFetch } from "./outbound/fetch.ts";
export { followWithin } from "./outbound/follow.ts";
export { inAll } from "./outbound/in-all.ts";
export { hidingWhy } from "./outbound/nobody-there.ts";
export { type OutboundFault, OutboundProblem } from "./outbound/problem.ts";

/** Every address of a host name. */
export type Resolve = (host: string) => Promise<string[]>;

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map((found) => found.address);

/**
 * A fetch that resolves a name once, checks every address, connects to the checked one, and reads within limits
 * of time and size. It follows no redirect (see `followWithin`) and throws `OutboundProblem` for what came to nothing.
 */
export function openOutbound(options: {
  /** Host names and CIDR that may lie on private networks. */
  allow: readonly string[];
  resolve?: Resolve;
  connect?: Connect;
}): OutboundFetch {
  const resolve = options.resolve ?? resolveBySystem;
  const connect = options.connect ?? openConnect().connect;
  const allowed = allowances(options.allow);

  return async (input, init = {}) => {
    const url = addressOf(input);
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const limit = AbortSignal.timeout(init.timeoutMs ?? USUAL_MS);
    const signal = init.signal ? AbortSignal.any([limit, init.signal]) : limit;
    try {
      const addresses = await checkedAddresses(host, resolve, allowed, signal);
      const sent = {
        method: init.method ?? "GET",
        path: url.pathname + url.search,
        ...await contentOf(url, init),
        signal,
      };
      const received = await firstThatConnects(addresses, (address) =>
        connect(
          { address, host, port: portOf(url), secure: url.protocol === "https:" } satisfies Target,
          sent,
        ));
      return await readWithin(received, init.maxBytes ?? 10 * 1024 * 1024, host, signal);
    } catch (error) {
      if (error instanceof OutboundProblem) throw error;
      if (init.signal?.aborted) throw init.signal.reason;
      if (limit.aborted) throw new OutboundProblem("timeout", host);
      throw problemOf(error, host);
    }
  };
}

function addressOf(input: string | URL): URL {
  const url = URL.parse(input);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") {
    throw new OutboundProblem("bad-address", url?.hostname ?? "", "only http and https");
  }
  // Credentials in an address end up in logs and histories.
  if (url.username || url.password) {
    throw new OutboundProblem("bad-address", url.hostname, "credentials in the address");
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
  if (parseAddress(host)) addresses = [host];
  else {
    try {
      addresses = await within(resolve(host), signal);
    } catch (error) {
      if (signal.aborted) throw error;
      throw new OutboundProblem("dns", host);
    }
  }
  if (addresses.length === 0) throw new OutboundProblem("dns", host);
  // One private address among several is how a name is turned against the inside: all of them must do.
  for (const address of addresses) {
    if (!isPublic(address) && !allowed(host, address)) throw new OutboundProblem("private", host);
  }
  const v4First = [...new Set(addresses)].sort((a, b) =>
    Number(a.includes(":")) - Number(b.includes(":"))
  );
  return v4First.slice(0, 4);
}

/** Only a connection that was never made moves on to the next address, so nothing is sent twice. */
async function firstThatConnects(
  addresses: string[],
  attempt: (address: string) => Promise<Received>,
): Promise<Received> {
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

const neverConnected = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EADDRNOTAVAIL",
]);

async function contentOf(url: URL, init: RequestInit) {
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

async function readWithin(
  received: Received,
  maxBytes: number,
  host: string,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of received.headers) headers.append(name, value);
  let body: ReadableStream<Uint8Array> = streamOf(received.body);
  if (/^(x-)?gzip$/i.test(headers.get("content-encoding")?.trim() ?? "")) {
    body = body.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair);
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), signal);
      if (done) break;
      size += value.length;
      if (size > maxBytes) throw new OutboundProblem("too-large", host, `over ${maxBytes} bytes`);
      chunks.push(new Uint8Array(value));
    }
  } finally {
    // What was read stands; how the rest of the answer ends no longer matters.
    reader.cancel().catch(() => undefined);
  }
  const bodiless = received.status === 204 || received.status === 205 || received.status === 304;
  return new Response(bodiless ? null : new Blob(chunks), { status: received.status, headers });
}

function streamOf(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}

function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function problemOf(error: unknown, host: string): OutboundProblem {
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : "";
  if (/cert|altname|self.signed|tls|ssl|handshake|unable to verify/i.test(`${code} ${said}`)) {
    return new OutboundProblem("tls", host, tlsWords(said));
  }
  if (neverConnected.has(code)) return new OutboundProblem("unreachable", host, code);
  return new OutboundProblem("broken", host, code);
}

/** Only what is known to hold no secret is said about a handshake. */
function tlsWords(said: string): string {
  if (/altname/i.test(said)) return "certificate for another name";
  if (/expired/i.test(said)) return "certificate expired";
  if (/self.signed|unable to verify|unknown.?issuer|issuer/i.test(said)) {
    return "certificate of an unknown authority";
  }
  if (/corrupt message|wrong.version.number/i.test(said)) return "no TLS at this port";
  return "handshake failed";
}
