/** What an outgoing request meets: a resolver and a connection that record it, or a server on this machine. */
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { type ConnectTarget, type HttpRequest } from "$lib/server/outbound/http-client.ts";
import { OutboundError } from "$lib/server/outbound/index.ts";

export const fails = (kind: string) => (error: unknown) =>
  error instanceof OutboundError && error.kind === kind;

/** Stands in place of the resolver and the connector: nothing leaves the test. */
export function recorder(
  addresses: string[],
  answers: ((target: ConnectTarget, sent: HttpRequest) => Answer)[] = [],
) {
  const resolved: string[] = [];
  const connected: (ConnectTarget & HttpRequest)[] = [];
  return {
    resolved,
    connected,
    resolve(host: string) {
      resolved.push(host);
      return Promise.resolve(addresses);
    },
    async connect(target: ConnectTarget, sent: HttpRequest) {
      connected.push({ ...target, ...sent });
      const answer: Answer = answers[connected.length - 1]?.(target, sent) ?? { status: 200 };
      await Promise.resolve();
      return {
        status: answer.status,
        headers: answer.headers ?? [],
        body: ReadableStream.from([new TextEncoder().encode(answer.body ?? "ok")]),
      };
    },
  };
}
interface Answer {
  status: number;
  headers?: [string, string][];
  body?: string;
}

export async function serving(
  handler: http.RequestListener,
  test: (port: number) => Promise<void>,
  tls?: { cert: string; key: string },
) {
  const server = tls ? https.createServer(tls, handler) : http.createServer(handler);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await test((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}
