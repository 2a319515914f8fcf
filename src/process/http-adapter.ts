/** One HTTP exchange: what node:http hands in becomes a Request, the Response becomes bytes on the socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { once } from "node:events";

/** A request that cannot be handed on, with the status that says why. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The methods that pages may be asked with; TRACE and CONNECT cannot even be put into a Request. */
export const allowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** How long a client may refuse to take any bytes of an answer. */
const STALL_MS = 60_000;

/** The whole body, or nothing for methods without one; 413 as soon as it is known to be too large. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.method === "GET" || request.method === "HEAD") return null;
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const { promise: whole, resolve, reject } = Promise.withResolvers<void>();
  const chunks: Uint8Array[] = [];
  let size = 0;
  request.on("data", (chunk: Uint8Array) => {
    size += chunk.length;
    if (size <= maxBytes) return void chunks.push(chunk);
    // Not destroyed: that would take the connection, and with it the answer that says why.
    request.pause();
    reject(tooLarge(maxBytes));
  });
  request.once("end", resolve);
  request.once("error", reject);
  await whole;
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function tooLarge(maxBytes: number) {
  return new RequestError(413, `The request body is larger than ${maxBytes} bytes.`);
}

/** The request as the framework knows it; `origin` decides scheme and name from the Host header. */
export function toRequest(
  incoming: IncomingMessage,
  origin: (host: string, forwardedProto: string) => string,
  body: Uint8Array<ArrayBuffer> | null,
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
  // A port of 99999 and an address like 999.1.1.1 look like a host, and are none.
  if (!URL.canParse(base)) throw malformedHost();
  return new Request(base + incoming.url, {
    method: incoming.method ?? "GET",
    headers,
    signal,
    body: body && body.length > 0 ? body : null,
  });
}

/** The Host header when there is exactly one (RFC 9112 §3.2), else nothing. */
function singleHostHeader({ headers, rawHeaders }: IncomingMessage): string {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.filter((name) => name.toLowerCase() === "host").length === 1
    ? headers.host ?? ""
    : "";
}

function malformedHost() {
  return new RequestError(400, "The Host header is missing, duplicated or malformed.");
}

/** Sends an answer chunk by chunk, never faster than the client reads; a client that leaves cancels the rest. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  outgoing.writeHead(response.status, headers);
  if (!response.body) return void outgoing.end();
  if (outgoing.req.method === "HEAD") {
    outgoing.end();
    // A stream would go on for as long as the connection is there.
    return response.body.cancel();
  }

  const reader = response.body.getReader();
  const leave = () => void reader.cancel().catch(() => outgoing.destroy());
  if (outgoing.destroyed) return leave();
  outgoing.on("close", leave);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!outgoing.write(value) && !outgoing.destroyed) await waitForDrain(outgoing);
    }
    outgoing.end();
  } finally {
    outgoing.off("close", leave);
  }
}

async function waitForDrain(outgoing: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const stalled = setTimeout(() => outgoing.destroy(), STALL_MS);
  try {
    await Promise.race([
      once(outgoing, "drain", { signal: waiting.signal }),
      once(outgoing, "close", { signal: waiting.signal }),
    ]);
  } finally {
    clearTimeout(stalled);
    waiting.abort();
  }
}
