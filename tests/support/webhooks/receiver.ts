import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a receiver saw it. */
export interface ReceivedWebhook {
  id: string;
  timestamp: number;
  headers: Record<string, string>;
  body: string;
  /** The body as JSON. */
  json: Record<string, unknown>;
  /** When its end arrived, ms of the monotonic clock. */
  at: number;
}

/** What a receiver does with a request that it has read. */
export type Answer = (response: ServerResponse, received: ReceivedWebhook) => void;

/** Answers with a status. */
export function status(code: number, headers: Record<string, string> = {}, body = ""): Answer {
  return (response) => void response.writeHead(code, headers).end(body);
}
export const accept = status(204);
/** Reads the request and never answers. */
export const hang: Answer = () => {};
/** Promises a body and closes the connection in it. */
export const cut: Answer = (response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("half of it", () => response.socket?.destroy());
};
/** Answers with so many bytes, for as long as somebody reads. */
export function huge(code: number, bytes = 50_000_000): Answer {
  return (response) => {
    response.writeHead(code);
    const chunk = "x".repeat(65_536);
    let sent = 0;
    const more = () => {
      while (sent < bytes && !response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", more);
      }
      response.end();
    };
    response.on("error", () => response.destroy());
    more();
  };
}
/** One byte every 20 ms, for as long as somebody reads. */
export const drip: Answer = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write("x"), 20);
  response.once("close", () => clearInterval(timer));
};

/** A receiver of webhooks on this machine that does what `answer` says, and keeps what it got. */
export async function startReceiver(answer: Answer = accept) {
  const self = {
    answer,
    received: [] as ReceivedWebhook[],
    url: "",
    /** The kinds that it got, in order. */
    types: () => self.received.map(({ json }) => json.type),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  const server = createServer(async (request, response) => {
    request.on("error", () => response.destroy());
    response.on("error", () => response.destroy());
    const received = await readWebhook(request).catch(() => null);
    if (!received) return;
    self.received.push(received);
    self.answer(response, received);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return self;
}

async function readWebhook(request: IncomingMessage): Promise<ReceivedWebhook> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = await new Blob(chunks as BlobPart[]).text();
  const headers = request.headers as Record<string, string>;
  return {
    id: headers["webhook-id"] ?? "",
    timestamp: Number(headers["webhook-timestamp"]),
    headers,
    body,
    json: JSON.parse(body),
    at: performance.now(),
  };
}
