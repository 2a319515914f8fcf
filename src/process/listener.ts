/** The HTTP server: node:http, for its limits on header and body time, around handlers of Request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import {
  allowedMethods,
  holdsKey,
  sendResponse,
  singleHostHeader,
  toRequest,
} from "./http-adapter.ts";
import type { Ready } from "../lib/server/http/ready-pages.ts";
import type { IncomingBody } from "../lib/server/http/request-body.ts";
import { rateLimitKey } from "../lib/server/runtime/client-address.ts";
import { type BodyBudget, openBodyMemory, pendingBody } from "./incoming-body.ts";
import { RequestError } from "./request-error.ts";
import { happensWithin } from "./away.ts";

export interface ListenerLimits {
  /** Time until the last header has arrived, ms. */
  headerMs: number;
  /** Time until the last byte of the body has arrived, ms. */
  requestMs: number;
  headerBytes: number;
  /** The largest body of any route. */
  bodyBytes: number;
  bodies: BodyBudget;
  connections: number;
  /** Of one address, or of one /64; `Infinity` where a proxy's connections are those of many clients. */
  connectionsPerClient: number;
  /** How long an idle connection is kept, ms; longer than proxies keep theirs. */
  idleMs: number;
}

export const defaultLimits: ListenerLimits = {
  headerMs: 10_000,
  requestMs: 20_000,
  headerBytes: 16 * 1024,
  bodyBytes: 1280 * 1024,
  bodies: { total: 64 * 1024 * 1024, perClient: 8 * 1024 * 1024 },
  connections: 10_000,
  connectionsPerClient: 2_000,
  idleMs: 75_000,
};

export interface RequestHandlers {
  /** Sends a static file; false when there is none for this path. */
  file(request: IncomingMessage, response: ServerResponse): boolean;
  /** What is ready for a request before it is read. */
  ready?(incoming: IncomingMessage, host: string): Ready | null;
  page(
    request: Request,
    client: string,
    body: IncomingBody | null,
    readyKey: string | null,
  ): Promise<Response>;
  /** Answers in place of `page` once visitors are turned away. */
  away?(request: Request): Promise<Response>;
  /** Scheme and host of a Host header. */
  origin(host: string, forwardedProto: string): string;
  onError(error: unknown): void;
  /** Headers of every response that is created here. */
  headers: Record<string, string>;
}

export interface Listener {
  hostname: string;
  port: number;
  /** Ends streams, waits for responses in progress, and answers what comes meanwhile and after it with `away`. */
  turnAway(withinMs: number): Promise<void>;
  /** Accepts no more connections, ends streams, waits for responses in progress, then closes everything. */
  close(withinMs: number): Promise<void>;
}

/** Starts listening; rejects when the address is not available. */
export async function listen(
  address: { hostname: string; port: number },
  handlers: RequestHandlers,
  limits: ListenerLimits = defaultLimits,
): Promise<Listener> {
  const busy = new Set<ServerResponse>();
  const streams = new Set<AbortController>();
  const memory = openBodyMemory(limits.bodies);
  let closing = false, leaving = false;

  const server = createServer({
    headersTimeout: limits.headerMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(1000, limits.headerMs / 2),
    keepAliveTimeout: limits.idleMs,
    maxHeaderSize: limits.headerBytes,
    // Checked in `toRequest`, so that the error has our headers.
    requireHostHeader: false,
  }, (incoming, outgoing) => void answer(incoming, outgoing));
  server.maxConnections = limits.connections;
  limitClients(server, limits.connectionsPerClient, handlers.headers);
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
    outgoing.once("close", () => busy.delete(outgoing));
    const ready = closing || leaving ? null : lookReady(incoming);
    if (ready?.answer && await sendReady(ready.answer, incoming, outgoing)) return;
    const clientGone = new AbortController();
    const body = pendingBody(incoming, memory, limits.bodyBytes);
    outgoing.once("close", () => {
      body?.release();
      streams.delete(clientGone);
      // Nobody waits for the end of an answer that was whole.
      if (!outgoing.writableFinished) clientGone.abort();
    });
    if (closing || leaving) outgoing.setHeader("connection", "close");
    try {
      if (!holdsKey(incoming.url) && handlers.file(incoming, outgoing)) return;
      const request = toRequest(
        incoming,
        handlers.origin,
        body?.stream ?? null,
        clientGone.signal,
      );
      const response = leaving && handlers.away
        ? await handlers.away(request)
        : await handlers.page(
          request,
          incoming.socket.remoteAddress ?? "unknown",
          body,
          ready?.key ?? null,
        );
      if (body && !body.isWhole) {
        if (body.canBeSkipped) incoming.resume();
        else outgoing.setHeader("connection", "close");
      }
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
      if (isStream && (closing || leaving)) {
        return void sendText(outgoing, 503, "The server is shutting down.", { "retry-after": "2" });
      }
      if (isStream) {
        streams.add(clientGone);
        clientGone.signal.addEventListener("abort", () => outgoing.end());
      }
      await sendResponse(response, outgoing);
    } catch (error) {
      handleFailure(error, incoming, outgoing);
    }
  }

  /** What is ready for a request; one whose head cannot be read goes the whole way. */
  function lookReady(incoming: IncomingMessage): Ready | null {
    try {
      return handlers.ready?.(incoming, singleHostHeader(incoming)) ?? null;
    } catch (error) {
      handlers.onError(error);
      return null;
    }
  }

  /** Sends what is ready; false where it is not right any more. */
  async function sendReady(
    answer: NonNullable<Ready["answer"]>,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<boolean> {
    try {
      const sent = await answer;
      if (!sent) return false;
      if (closing || leaving) outgoing.setHeader("connection", "close");
      outgoing.writeHead(200, sent.headers).end(sent.body);
    } catch (error) {
      handleFailure(error, incoming, outgoing);
    }
    return true;
  }

  function handleFailure(error: unknown, incoming: IncomingMessage, outgoing: ServerResponse) {
    if (error instanceof RequestError && !outgoing.headersSent) {
      // The rest of the request is not read: the connection is closed after the response.
      const { socket } = incoming;
      const headers = { ...error.headers, connection: "close" };
      const hangUp = () => socket?.destroySoon();
      if (incoming.url?.startsWith("/v0/")) return sendProblem(outgoing, error, headers, hangUp);
      return sendText(outgoing, error.status, error.message, headers, hangUp);
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
    extraHeaders: Record<string, string> = {},
    onSent = () => {},
  ) {
    const type = "text/plain; charset=utf-8";
    outgoing.writeHead(status, { ...handlers.headers, "content-type": type, ...extraHeaders });
    outgoing.end(text + "\n", onSent);
  }

  /** What the API answers is problem details (RFC 9457), also where no page was asked. */
  function sendProblem(
    outgoing: ServerResponse,
    { status, message }: RequestError,
    extraHeaders: Record<string, string>,
    onSent: () => void,
  ) {
    const body = { type: "about:blank", title: message, status, ok: false, error: message };
    const type = "application/problem+json";
    outgoing.writeHead(status, { ...handlers.headers, "content-type": type, ...extraHeaders });
    outgoing.end(JSON.stringify(body), onSent);
  }

  /** No response in progress keeps its connection, and streams end. */
  function endConnections() {
    for (const stream of streams) stream.abort();
    for (const response of busy) {
      if (!response.headersSent) response.setHeader("connection", "close");
    }
    server.closeIdleConnections();
  }

  await waitForListening(server, address);
  return {
    hostname: address.hostname,
    port: (server.address() as AddressInfo).port,
    async turnAway(withinMs) {
      leaving = true;
      const inProgress = [...busy].map((response) =>
        new Promise<void>((done) => response.once("close", done))
      );
      endConnections();
      await happensWithin(Promise.all(inProgress), withinMs);
    },
    async close(withinMs) {
      closing = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      endConnections();
      await happensWithin(closed, withinMs);
      server.closeAllConnections();
    },
  };
}

/** Turns away the connections of a client who has many. */
function limitClients(server: Server, most: number, headers: Record<string, string>): void {
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const client = rateLimitKey(socket.remoteAddress ?? "unknown");
    const count = (open.get(client) ?? 0) + 1;
    open.set(client, count);
    socket.once("close", () => {
      const left = open.get(client)! - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
    if (count <= most) return;
    writeStatus(socket, "503 Service Unavailable", { ...headers, "retry-after": "5" });
    socket.destroySoon();
  });
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

/** Writes a response where there is no ServerResponse. */
function writeStatus(socket: Socket, status: string, headers: Record<string, string>) {
  const lines = Object.entries({ ...headers, "connection": "close", "content-length": "0" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n`);
}
