import type { HttpResponse } from "./http-client.ts";
import { OutboundError } from "./errors.ts";
import type { BodyFilter } from "./outbound-fetch.ts";

/** How much of a compressed body is decompressed at a time. */
const PIECE_BYTES = 1_024;

/**
 * Reads a whole body, decompressed, or what `keep` keeps of it; throws "too-large" beyond `maxBytes`, and the signal's
 * reason when it aborts.
 */
export async function readLimited(
  response: HttpResponse,
  maxBytes: number,
  host: string,
  signal: AbortSignal,
  keep?: BodyFilter,
): Promise<Response> {
  const limit = limitOf(maxBytes, host);
  const kept = keep && ((body: ReadableStream<Uint8Array>) => {
    const received = limitOf(keep.maxBytes, host);
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received(chunk.length);
        controller.enqueue(chunk);
      },
    });
    return body.pipeThrough(counted).pipeThrough(keep.open());
  });
  return await readWhile(response, signal, limit, kept);
}

/** Adds sizes up; throws "too-large" beyond `maxBytes`. */
function limitOf(maxBytes: number, host: string): (bytes: number) => true {
  let size = 0;
  return (bytes) => {
    size += bytes;
    if (size > maxBytes) throw new OutboundError("too-large", host, `over ${maxBytes} bytes`);
    return true;
  };
}

/** Reads the first bytes of a body, decompressed, and leaves the rest; the last chunk may go beyond `bytes`. */
export async function readFirst(
  response: HttpResponse,
  bytes: number,
  signal: AbortSignal,
): Promise<Response> {
  let size = 0;
  return await readWhile(response, signal, (more) => (size += more) < bytes);
}

/** Reads a body, decompressed, while `goesOn` says so of the size of each chunk. */
async function readWhile(
  response: HttpResponse,
  signal: AbortSignal,
  goesOn: (bytes: number) => boolean,
  kept: (body: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array> = (body) => body,
): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of response.headers) headers.append(name, value);
  const isGzip = /^(x-)?gzip$/i.test(headers.get("content-encoding")?.trim() ?? "");
  let body = streamOf(isGzip ? inPieces(response.body) : response.body);
  if (isGzip) {
    body = body.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair);
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = kept(body).getReader();
  try {
    for (;;) {
      const { done, value } = await orAbort(reader.read(), signal);
      if (done) break;
      const isWanted = goesOn(value.length);
      chunks.push(new Uint8Array(value));
      if (!isWanted) break;
    }
  } finally {
    // Nothing more of it is wanted, or its reading has thrown: an error while the connection is closed changes neither.
    reader.cancel().catch(() => undefined);
  }
  const bodiless = response.status === 204 || response.status === 205 || response.status === 304;
  // As a stream it is read without another copy of it all.
  const content = bodiless ? null : streamOf(chunks);
  return new Response(content, { status: response.status, headers });
}

/** A compressed body in pieces so small that none becomes more than about a megabyte. */
async function* inPieces(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of body) {
    for (let i = 0; i < chunk.length; i += PIECE_BYTES) yield chunk.subarray(i, i + PIECE_BYTES);
  }
}

function streamOf<Bytes extends Uint8Array>(
  body: AsyncIterable<Bytes> | Iterable<Bytes>,
): ReadableStream<Bytes> {
  const parts = Symbol.asyncIterator in body
    ? body[Symbol.asyncIterator]()
    : body[Symbol.iterator]();
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

/** The result of `work`; rejects as soon as the signal aborts. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
