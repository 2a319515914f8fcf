import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import { type ConnectionAgents, openAgents, wasReused } from "./agents.ts";

/** Where a request goes: an address that was checked, never a name to be resolved again. */
export interface ConnectTarget {
  address: string;
  port: number;
  secure: boolean;
  /** The name of the URL: for the Host header, SNI and the certificate. */
  host: string;
}

/** What is sent. */
export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  signal: AbortSignal;
}

/** What comes back; the body is still to be read. */
export interface HttpResponse {
  status: number;
  headers: [string, string][];
  body: AsyncIterable<Uint8Array>;
}

/** Makes one exchange with one checked address. */
export type Connect = (target: ConnectTarget, sent: HttpRequest) => Promise<HttpResponse>;

const CONNECT_MS = 5_000;

/** What changes nothing may be asked again (RFC 9110 §9.2.1). */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"]);

/**
 * Speaks HTTP/1.1; a certificate is checked against the URL's name, `ca` adds authorities of the house. Questions use
 * kept connections. What changes something has a connection of its own: on a kept one that the server closes in the
 * same moment nobody could know whether it was heard.
 */
export function openHttpClient(ca?: string): { connect: Connect; close(): void } {
  const kept = openAgents(true, ca);
  const single = openAgents(false, ca);
  return {
    connect: (target, sent) => {
      if (!safeMethods.has(sent.method)) return sendOnce(target, sent, single);
      return sendOnce(target, sent, kept).catch((error) => {
        if (!(error instanceof StaleConnection) || sent.signal.aborted) throw error;
        return sendOnce(target, sent, single);
      });
    },
    close() {
      kept.close();
      single.close();
    },
  };
}

/** The server had closed a kept connection when the request was on its way, and gave no answer. */
class StaleConnection extends Error {
  readonly code = "ECONNRESET";
}

/** Sends once; ends with the signal, wherever it is: in the queue for a connection, in the handshake, in the answer's head or body. */
function sendOnce(
  target: ConnectTarget,
  sent: HttpRequest,
  agents: ConnectionAgents,
): Promise<HttpResponse> {
  const { signal } = sent;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const request = target.secure
      ? https.request({
        ...optionsOf(target, sent),
        agent: agents.secure,
        // SNI knows no IP addresses (RFC 6066 §3); then the certificate is checked against the address itself.
        ...(isIP(target.host) ? {} : { servername: target.host }),
      })
      : http.request({ ...optionsOf(target, sent), agent: agents.plain });
    // Not the option `signal`: a request that it ends on a kept connection is sent again by Deno's node:http.
    const stop = () => {
      reject(signal.reason);
      request.destroy();
    };
    signal.addEventListener("abort", stop, { once: true });
    request.on("close", () => signal.removeEventListener("abort", stop));
    request.on("socket", (socket: Socket) => limitConnectTime(request, socket));
    request.on("error", (error) => {
      const isStale = wasReused(request) && codeOf(error) === "ECONNRESET";
      reject(isStale ? new StaleConnection(error.message) : error);
    });
    request.on("response", (response) => {
      response.once("end", () => {
        // An answer before the whole request was taken: what is left of it would hold the connection for ever.
        if (!request.writableFinished) request.destroy();
      });
      resolve({ status: response.statusCode ?? 0, headers: pairsOf(response), body: response });
    });
    request.end(sent.body ?? undefined);
  });
}

function optionsOf(target: ConnectTarget, sent: HttpRequest): http.RequestOptions {
  return {
    host: target.address,
    port: target.port,
    method: sent.method,
    path: sent.path,
    headers: sent.headers,
    maxHeaderSize: 32_768,
  };
}

function limitConnectTime(request: http.ClientRequest, socket: Socket) {
  if (!socket.connecting) return;
  const late = setTimeout(
    () => request.destroy(Object.assign(new Error("connect"), { code: "ETIMEDOUT" })),
    CONNECT_MS,
  );
  socket.once("connect", () => clearTimeout(late));
  socket.once("close", () => clearTimeout(late));
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
