/** Bodies that are read only when it is known who sends them where, within one budget of memory for all of them. */
import type { IncomingMessage } from "node:http";
import type { IncomingBody, Received } from "../lib/server/http/request-body.ts";
import { rateLimitKey } from "../lib/server/runtime/client-address.ts";
import { RequestError } from "./request-error.ts";

/** The memory of all bodies that are received or being answered, in all and for each client, bytes. */
export interface BodyBudget {
  total: number;
  perClient: number;
}

/** Counts what is held of the bodies of each client. */
export function openBodyMemory({ total, perClient }: BodyBudget) {
  const heldBy = new Map<string, number>();
  let held = 0;
  return {
    /** Whether there is room for so many bytes more; they count as held then. */
    take(client: string, bytes: number): boolean {
      const theirs = heldBy.get(client) ?? 0;
      if (held + bytes > total || theirs + bytes > perClient) return false;
      held += bytes;
      heldBy.set(client, theirs + bytes);
      return true;
    },
    free(client: string, bytes: number): void {
      held -= bytes;
      const left = (heldBy.get(client) ?? 0) - bytes;
      if (left > 0) heldBy.set(client, left);
      else heldBy.delete(client);
    },
  };
}
export type BodyMemory = ReturnType<typeof openBodyMemory>;

/** A body on its way, with the stream of its Request. */
export interface PendingBody extends IncomingBody {
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Whether all of it has been received. */
  readonly isWhole: boolean;
  /** Whether nothing of it was read and the little there is can be read past. */
  readonly canBeSkipped: boolean;
  /** Gives its memory back. */
  release(): void;
}

/** What of a body is read past when nobody wanted it, so that its connection can be used again, bytes. */
const SKIPPED_BYTES = 64 * 1024;

/** The body of a request; null where it has none. Until `receive` nothing of it is read. */
export function pendingBody(
  incoming: IncomingMessage,
  memory: BodyMemory,
  maxBytes: number,
): PendingBody | null {
  if (incoming.method === "GET" || incoming.method === "HEAD") return null;
  const isChunked = incoming.headers["transfer-encoding"] !== undefined;
  const length = isChunked ? null : Number(incoming.headers["content-length"] ?? 0);
  if (length === 0) return null;

  const { promise: ended, resolve } = Promise.withResolvers<Received>();
  let chunks: Uint8Array[] = [], size = 0, client = "", isStarted = false;
  let outcome: Received | null = null;

  function end(received: Received) {
    if (outcome !== null) return;
    outcome = received;
    incoming.off("data", keep);
    if (received !== "whole") {
      incoming.pause();
      release();
    }
    resolve(received);
  }

  function release() {
    chunks = [];
    memory.free(client, size);
    size = 0;
  }

  let most = maxBytes;
  function keep(chunk: Uint8Array) {
    if (size + chunk.length > most) return end("too-large");
    if (!memory.take(client, chunk.length)) return end("busy");
    size += chunk.length;
    chunks.push(chunk);
  }

  function start(terms: { maxBytes: number; client: string }) {
    isStarted = true;
    most = Math.min(maxBytes, terms.maxBytes);
    client = terms.client;
    if (length !== null && length > most) return end("too-large");
    incoming.on("data", keep);
    incoming.once("end", () => end("whole"));
    incoming.once("error", () => end("gone"));
    incoming.once("close", () => end("gone"));
  }

  async function receive(
    { withinMs, ...terms }: Parameters<IncomingBody["receive"]>[0],
  ): Promise<Received> {
    if (!isStarted) start(terms);
    if (withinMs === undefined) return await ended;
    const timer = setTimeout(() => end("late"), withinMs);
    const received = await ended;
    clearTimeout(timer);
    return received;
  }

  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const whoever = rateLimitKey(incoming.socket?.remoteAddress ?? "unknown");
      const received = await receive({ maxBytes, client: whoever });
      if (received !== "whole") return controller.error(bodyError(received, most));
      if (size > 0) controller.enqueue(joined(chunks, size));
      chunks = [];
      controller.close();
    },
  }, { highWaterMark: 0 });

  return {
    stream,
    receive,
    release,
    get isWhole() {
      return outcome === "whole";
    },
    get canBeSkipped() {
      return !isStarted && length !== null && length <= SKIPPED_BYTES;
    },
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** The error of somebody who reads a body that was not received. */
function bodyError(received: Exclude<Received, "whole">, most: number): RequestError {
  if (received === "too-large") {
    return new RequestError(413, `The request body is larger than ${most} bytes.`);
  }
  if (received === "busy") {
    return new RequestError(503, "The server is busy.", { "retry-after": "5" });
  }
  return new RequestError(400, "The request body has not arrived.");
}
