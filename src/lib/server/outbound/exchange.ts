import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";

/** Where a request goes: an address that was checked, never a name to be resolved again. */
export interface Target {
  address: string;
  port: number;
  secure: boolean;
  /** The name of the URL: for the Host header, SNI and the certificate. */
  host: string;
}

/** What is sent. */
export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  signal: AbortSignal;
}

/** What comes back; the body is still to be read. */
export interface Received {
  status: number;
  headers: [string, string][];
  body: AsyncIterable<Uint8Array>;
}

/** Makes one exchange with one checked address. */
export type Connect = (target: Target, sent: Sent) => Promise<Received>;

const CONNECT_MS = 5_000;

/** Speaks HTTP/1.1 over kept connections; a certificate is checked against the URL's name, `ca` adds authorities of the house. */
export function openConnect(ca?: string): { connect: Connect; close(): void } {
  const kept = { keepAlive: true, maxSockets: 8, maxFreeSockets: 4, timeout: 60_000 };
  const plain = new http.Agent(kept);
  const secure = new https.Agent({ ...kept, ...(ca === undefined ? {} : { ca }) });
  return {
    connect: (target, sent) => exchange(target, sent, plain, secure),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function exchange(
  target: Target,
  sent: Sent,
  plain: http.Agent,
  secure: https.Agent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const options = {
      host: target.address,
      port: target.port,
      method: sent.method,
      path: sent.path,
      headers: sent.headers,
      maxHeaderSize: 32_768,
      signal: sent.signal,
    };
    const request = target.secure
      ? https.request({
        ...options,
        agent: secure,
        // SNI knows no IP addresses (RFC 6066 §3); then the certificate is checked against the address itself.
        ...(isIP(target.host) ? {} : { servername: target.host }),
      })
      : http.request({ ...options, agent: plain });
    request.on("socket", (socket: Socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(
        () => request.destroy(Object.assign(new Error("connect"), { code: "ETIMEDOUT" })),
        CONNECT_MS,
      );
      socket.once("connect", () => clearTimeout(late));
      socket.once("close", () => clearTimeout(late));
    });
    request.on("error", (error) => {
      // A kept connection that the server closed meanwhile says nothing about the request.
      if (request.reusedSocket && codeOf(error) === "ECONNRESET" && sent.method !== "POST") {
        exchange(target, sent, new http.Agent(), fresh(secure)).then(resolve, reject);
      } else reject(error);
    });
    request.on("response", (response) => {
      const headers: [string, string][] = [];
      for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
        headers.push([response.rawHeaders[i] ?? "", response.rawHeaders[i + 1] ?? ""]);
      }
      resolve({ status: response.statusCode ?? 0, headers, body: response });
    });
    request.end(sent.body ?? undefined);
  });
}

/** The same trust without kept connections. */
function fresh(agent: https.Agent): https.Agent {
  const { ca } = agent.options;
  return new https.Agent(ca === undefined ? {} : { ca });
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}
