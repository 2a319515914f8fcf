import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";

/** The connections of one kind of request. */
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

/** Agents that keep their connections for the next request, at most eight to a server, or use each for one alone; `ca` adds authorities of the house. */
export function openAgents(isKept: boolean, ca?: string): ConnectionAgents {
  const options = isKept
    ? { keepAlive: true, maxSockets: 8, maxFreeSockets: 4, timeout: 60_000 }
    // With an end to their number, a request that waits would be given a used one.
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
 * Deno's node:http sends a request again, whatever its method, when a connection that says `reusedSocket` ends without
 * an answer; Node never does. Which methods are retried is decided in `http-client.ts`.
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
