const HEARTBEAT_MS = 25_000;
const RETRY_MS = 3_000;

/** What a stream's owner does with it. */
export interface EventStream {
  send(event: string, data: object): void;
  /** Ends the answer; the browser comes back by itself. */
  close(): void;
  /** Aborted when the reader has gone, the program stops, or the stream was closed. */
  signal: AbortSignal;
}

/** An answer of server-sent events with a heartbeat; `begin` gets the open stream. Slow readers are let go, they come back. */
export function eventStream(
  clientGone: AbortSignal,
  stopping: AbortSignal,
  onOpen: (stream: EventStream) => void,
): Response {
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort();
  const bytes = new TextEncoder();
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        if (signal.aborted) return;
        if ((controller.desiredSize ?? 0) < -64) end();
        else controller.enqueue(bytes.encode(text));
      };
      const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
      signal.addEventListener("abort", () => {
        clearInterval(heartbeat);
        // A signal that joins others costs more memory than all the rest of a stream.
        for (const other of [clientGone, stopping]) other.removeEventListener("abort", end);
        if (!cancelled) controller.close();
      }, { once: true });
      for (const other of [clientGone, stopping]) other.addEventListener("abort", end);
      if (clientGone.aborted || stopping.aborted) return end();
      write(`retry: ${RETRY_MS}\n\n`);
      onOpen({
        send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        close: end,
        signal,
      });
    },
    cancel() {
      cancelled = true;
      end();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
