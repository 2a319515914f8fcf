import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";

/** HTTP and HTTPS agents of one kind of request. */
export interface ConnectionAgents {
  plain: http.Agent;
  secure: https.Agent;
  close(): void;
}

const reused = new WeakSet<http.ClientRequest>();

/** Whether a request was sent on a connection that had served another one before. */
export function wasReused(request: http.ClientRequest): boolean {
  return reused.has(request);
}

/**
 * Agents with keep-alive, at most eight connections per server, or with one connection per request; `ca` adds
 * certificate authorities.
 */
export function openAgents(keepAlive: boolean, ca?: string): ConnectionAgents {
  const options = keepAlive
    ? { keepAlive: true, maxSockets: 8, maxFreeSockets: 4, timeout: 60_000 }
    // With a maximum number, a queued request would be given a used connection.
    : { keepAlive: false };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent({ ...options, ...(ca === undefined ? {} : { ca }) });
  return {
    plain,
    secure,
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/**
 * Deno's node:http sends a request again, whatever its method, when a connection marked `reusedSocket` ends without a
 * response; Node does not. `http-client.ts` decides which methods are retried.
 */
function markReused(request: http.ClientRequest) {
  reused.add(request);
  request.reusedSocket = false;
}

class PlainAgent extends http.Agent {
  override reuseSocket(socket: Duplex, request: http.ClientRequest) {
    super.reuseSocket(socket, request);
    markReused(request);
  }
}

class SecureAgent extends https.Agent {
  override reuseSocket(socket: Duplex, request: http.ClientRequest) {
    super.reuseSocket(socket, request);
    markReused(request);
  }
}
