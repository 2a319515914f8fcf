/** Converts node:http requests to Request and sends Response objects. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { once } from "node:events";
import { headerRecord } from "../lib/server/http/header-record.ts";
import { findSecretsInUrl } from "../lib/server/runtime/key-secrets.ts";
import { RequestError } from "./request-error.ts";

/** Allowed methods; TRACE and CONNECT cannot be represented as a Request. */
export const allowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** How long a client may stop reading a response, ms. */
const STALL_MS = 60_000;

/** Converts to a Request; `origin` gives scheme and host for the Host header. */
export function toRequest(
  incoming: IncomingMessage,
  origin: (host: string, forwardedProto: string) => string,
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  signal: AbortSignal,
): Request {
  if (incoming.method === "TRACE") {
    throw new RequestError(405, "Method not allowed.", { allow: allowedMethods });
  }
  const host = singleHostHeader(incoming);
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?$/i.test(host)) {
    throw malformedHost();
  }
  if (!incoming.url?.startsWith("/")) throw new RequestError(400, "The path must start with /.");
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const base = origin(host, headers.get("x-forwarded-proto") ?? "");
  // A port of 99999 or an address like 999.1.1.1 passes the pattern but is not valid.
  if (!URL.canParse(base)) throw malformedHost();
  return new Request(base + withKeysKept(incoming.url), {
    method: incoming.method ?? "GET",
    headers,
    signal,
    body,
  });
}

/** Whether a URL holds what looks like an API key. */
export function holdsKey(url: string | undefined): boolean {
  return findSecretsInUrl(url ?? "").length > 0;
}

/** A path that holds API keys as one that has nothing else and that no redirect or dot segment takes them from. */
function withKeysKept(path: string): string {
  const secrets = findSecretsInUrl(path);
  if (secrets.length === 0) return path;
  const room = /^\/(v0\/|mcp\b)/.test(path) ? "/v0" : "";
  return `${room}/key-in-url?${new URLSearchParams(secrets.map((secret) => ["key", secret]))}`;
}

/** The Host header when there is exactly one (RFC 9112 §3.2), else an empty string. */
export function singleHostHeader({ headers, rawHeaders }: IncomingMessage): string {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.toLowerCase() === "host") hosts++;
  }
  return hosts === 1 ? headers.host ?? "" : "";
}

function malformedHost() {
  return new RequestError(400, "The Host header is missing, duplicated or malformed.");
}

/** Sends a response as fast as the client reads; cancels its body when the client disconnects. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = headerRecord(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  outgoing.writeHead(response.status, headers);
  const isHead = outgoing.req.method === "HEAD";
  // Of a known length it is whole already: it goes out in one piece, and never becomes a stream.
  if (!isHead && response.headers.has("content-length")) {
    return void outgoing.end(await response.bytes());
  }
  if (!response.body) return void outgoing.end();
  if (isHead) {
    outgoing.end();
    // A stream would continue as long as the connection is open.
    return response.body.cancel();
  }

  const reader = response.body.getReader();
  const cancel = () => void reader.cancel().catch(() => outgoing.destroy());
  if (outgoing.destroyed) return cancel();
  outgoing.on("close", cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!outgoing.write(value) && !outgoing.destroyed) await waitForDrain(outgoing);
    }
    outgoing.end();
  } finally {
    outgoing.off("close", cancel);
  }
}

async function waitForDrain(outgoing: ServerResponse): Promise<void> {
  const waitEnd = new AbortController();
  const stalled = setTimeout(() => outgoing.destroy(), STALL_MS);
  try {
    await Promise.race([
      once(outgoing, "drain", { signal: waitEnd.signal }),
      once(outgoing, "close", { signal: waitEnd.signal }),
    ]);
  } finally {
    clearTimeout(stalled);
    waitEnd.abort();
  }
}
