import type { HttpResponse } from "./http-client.ts";
import { OutboundError } from "./errors.ts";

/** Reads a whole body, decompressed; "too-large" beyond `maxBytes`, and the reason of the signal once it aborts. */
export async function readLimited(
  received: HttpResponse,
  maxBytes: number,
  host: string,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of received.headers) headers.append(name, value);
  let body: ReadableStream<Uint8Array> = streamOf(received.body);
  if (/^(x-)?gzip$/i.test(headers.get("content-encoding")?.trim() ?? "")) {
    body = body.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair);
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await orAbort(reader.read(), signal);
      if (done) break;
      size += value.length;
      if (size > maxBytes) throw new OutboundError("too-large", host, `over ${maxBytes} bytes`);
      chunks.push(new Uint8Array(value));
    }
  } finally {
    // What was read stands; how the rest of the answer ends no longer matters.
    reader.cancel().catch(() => undefined);
  }
  const bodiless = received.status === 204 || received.status === 205 || received.status === 304;
  return new Response(bodiless ? null : new Blob(chunks), { status: received.status, headers });
}

function streamOf(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}

/** The work's result, or a rejection as soon as the signal aborts. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
