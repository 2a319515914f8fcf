import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import { type ConnectionAgents, openAgents, wasReused } from "./agents.ts";

/** The target of a request: a checked address, never a name that is resolved again. */
export interface ConnectTarget {
  address: string;
  port: number;
  secure: boolean;
  /** The URL's host name, for the Host header, SNI and the certificate. */
  host: string;
}

/** A request to send. */
export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  signal: AbortSignal;
}

/** A response; its body is still to be read. */
export interface HttpResponse {
  status: number;
  headers: [string, string][];
  body: AsyncIterable<Uint8Array>;
}

/** Sends one request to one checked address. */
export type Connect = (target: ConnectTarget, message: HttpRequest) => Promise<HttpResponse>;

const CONNECT_MS = 5_000;

/** Methods that may be retried (RFC 9110 §9.2.1). */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"]);

/**
 * An HTTP/1.1 client; certificates are checked against the URL's host name, `ca` adds authorities. Safe methods use
 * keep-alive connections. Others have their own connection: when a server closes a kept one at the same moment, it is
 * unknown whether the request was processed.
 */
export function openHttpClient(ca?: string): { connect: Connect; close(): void } {
  const pooled = openAgents(true, ca);
  const single = openAgents(false, ca);
  return {
    connect: (target, message) => {
      if (!safeMethods.has(message.method)) return sendOnce(target, message, single);
      return sendOnce(target, message, pooled).catch((error) => {
        if (!(error instanceof StaleConnection) || message.signal.aborted) throw error;
        return sendOnce(target, message, single);
      });
    },
    close() {
      pooled.close();
      single.close();
    },
  };
}

/** The server closed a kept connection while the request was sent, without a response. */
class StaleConnection extends Error {
  readonly code = "ECONNRESET";
}

/** Sends a request once; rejects when the signal aborts, while queued, connecting or reading. */
function sendOnce(
  target: ConnectTarget,
  message: HttpRequest,
  agents: ConnectionAgents,
): Promise<HttpResponse> {
  const { signal } = message;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const request = target.secure
      ? https.request({
        ...optionsOf(target, message),
        agent: agents.secure,
        // SNI allows no IP addresses (RFC 6066 §3); then the certificate is checked against the address.
        ...(isIP(target.host) ? {} : { servername: target.host }),
      })
      : http.request({ ...optionsOf(target, message), agent: agents.plain });
    // Not the option `signal`: Deno's node:http would resend a request aborted on a kept connection.
    const abort = () => {
      reject(signal.reason);
      request.destroy();
    };
    signal.addEventListener("abort", abort, { once: true });
    request.on("close", () => signal.removeEventListener("abort", abort));
    request.on("socket", (socket: Socket) => limitConnectTime(request, socket));
    request.on("error", (error) => {
      const isStale = wasReused(request) && codeOf(error) === "ECONNRESET";
      reject(isStale ? new StaleConnection(error.message) : error);
    });
    request.on("response", (response) => {
      response.once("end", () => {
        // After an early response, the unsent rest of the request would keep the connection open.
        if (!request.writableFinished) request.destroy();
      });
      resolve({ status: response.statusCode ?? 0, headers: pairsOf(response), body: response });
    });
    request.end(message.body ?? undefined);
  });
}

function optionsOf(target: ConnectTarget, message: HttpRequest): http.RequestOptions {
  return {
    host: target.address,
    port: target.port,
    method: message.method,
    path: message.path,
    headers: message.headers,
    maxHeaderSize: 32_768,
  };
}

function limitConnectTime(request: http.ClientRequest, socket: Socket) {
  if (!socket.connecting) return;
  const timeout = setTimeout(
    () => request.destroy(Object.assign(new Error("connect"), { code: "ETIMEDOUT" })),
    CONNECT_MS,
  );
  socket.once("connect", () => clearTimeout(timeout));
  socket.once("close", () => clearTimeout(timeout));
}

function pairsOf({ rawHeaders }: http.IncomingMessage): [string, string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push([rawHeaders[i] ?? "", rawHeaders[i + 1] ?? ""]);
  }
  return headers;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}
