/** The HTTP server: node:http, because it has limits on header and body time, round whatever answers Requests. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { allowedMethods, readBody, RequestError, sendResponse, toRequest } from "./http-adapter.ts";

export interface ListenerLimits {
  /** Until the last header has arrived. */
  headerMs: number;
  /** Until the last byte of the body has arrived. */
  requestMs: number;
  headerBytes: number;
  bodyBytes: number;
  connections: number;
  /** How long a connection without a request is kept; longer than proxies keep theirs. */
  idleMs: number;
}

export const defaultLimits: ListenerLimits = {
  headerMs: 10_000,
  requestMs: 20_000,
  headerBytes: 16 * 1024,
  bodyBytes: 1024 * 1024,
  connections: 10_000,
  idleMs: 75_000,
};

export interface RequestHandlers {
  /** Sends a file of the build when there is one for this path. */
  file(request: IncomingMessage, response: ServerResponse): boolean;
  page(request: Request, client: string): Promise<Response>;
  /** Scheme and name that a Host header stands for. */
  origin(host: string, forwardedProto: string): string;
  onError(error: unknown): void;
  /** What every answer carries that is made here. */
  headers: Record<string, string>;
}

export interface Listener {
  hostname: string;
  port: number;
  /** No new connections; streams end, answers under way are finished within the time, then everything is closed. */
  close(withinMs: number): Promise<void>;
}

/** Listens and answers; rejects when the address cannot be had. */
export async function listen(
  address: { hostname: string; port: number },
  handlers: RequestHandlers,
  limits: ListenerLimits = defaultLimits,
): Promise<Listener> {
  const busy = new Set<ServerResponse>();
  const streams = new Set<AbortController>();
  let closing = false;

  const server = createServer({
    headersTimeout: limits.headerMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, limits.headerMs / 2),
    keepAliveTimeout: limits.idleMs,
    maxHeaderSize: limits.headerBytes,
    // Said here, with our headers, and not by node:http.
    requireHostHeader: false,
  }, (incoming, outgoing) => void answer(incoming, outgoing));
  server.maxConnections = limits.connections;
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return socket.destroy();
    writeStatus(socket, statusByError[error.code ?? ""] ?? "400 Bad Request", handlers.headers);
  });
  server.on("connect", (_: IncomingMessage, socket: Socket) => {
    writeStatus(socket, "405 Method Not Allowed", { ...handlers.headers, allow: allowedMethods });
  });
  server.on("checkExpectation", (_: IncomingMessage, outgoing: ServerResponse) => {
    sendText(outgoing, 417, "Expectation not supported.", { connection: "close" });
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    busy.add(outgoing);
    const leaving = new AbortController();
    outgoing.once("close", () => {
      busy.delete(outgoing);
      streams.delete(leaving);
      leaving.abort();
    });
    if (closing) outgoing.setHeader("connection", "close");
    try {
      if (handlers.file(incoming, outgoing)) return;
      const body = await readBody(incoming, limits.bodyBytes);
      const request = toRequest(incoming, handlers.origin, body, leaving.signal);
      const response = await handlers.page(request, incoming.socket.remoteAddress ?? "unknown");
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
      if (isStream && closing) {
        return void sendText(outgoing, 503, "The server is shutting down.", { "retry-after": "2" });
      }
      if (isStream) {
        streams.add(leaving);
        leaving.signal.addEventListener("abort", () => outgoing.end());
      }
      await sendResponse(response, outgoing);
    } catch (error) {
      handleFailure(error, incoming, outgoing);
    }
  }

  function handleFailure(error: unknown, incoming: IncomingMessage, outgoing: ServerResponse) {
    if (error instanceof RequestError && !outgoing.headersSent) {
      // What the client still sends is not read: the connection goes once the answer is out.
      const { socket } = incoming;
      const headers = { ...error.headers, connection: "close" };
      return sendText(outgoing, error.status, error.message, headers, () => socket?.destroySoon());
    }
    const isGone = outgoing.destroyed || incoming.socket?.destroyed !== false;
    if (isGone) return void outgoing.destroy();
    handlers.onError(error);
    if (outgoing.headersSent) outgoing.destroy();
    else sendText(outgoing, 500, "Something went wrong.");
  }

  function sendText(
    outgoing: ServerResponse,
    status: number,
    text: string,
    more: Record<string, string> = {},
    sent = () => {},
  ) {
    const type = "text/plain; charset=utf-8";
    outgoing.writeHead(status, { ...handlers.headers, "content-type": type, ...more });
    outgoing.end(text + "\n", sent);
  }

  await waitForListening(server, address);
  return {
    hostname: address.hostname,
    port: (server.address() as AddressInfo).port,
    async close(withinMs) {
      closing = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const stream of streams) stream.abort();
      for (const response of busy) {
        if (!response.headersSent) response.setHeader("connection", "close");
      }
      server.closeIdleConnections();
      let late: ReturnType<typeof setTimeout> | undefined;
      const over = new Promise<void>((done) => late = setTimeout(done, withinMs));
      await Promise.race([closed, over]);
      clearTimeout(late);
      server.closeAllConnections();
    },
  };
}

function waitForListening(
  server: Server,
  address: { hostname: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address.hostname, port: address.port, backlog: 511 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

const statusByError: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** An answer where there is no ServerResponse to give it. */
function writeStatus(socket: Socket, status: string, headers: Record<string, string>) {
  const lines = Object.entries({ ...headers, "connection": "close", "content-length": "0" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n`);
}
