import type { App } from "../app.ts";

const HEARTBEAT_MS = 25_000;
const RETRY_MS = 3_000;

/** An open stream of server-sent events. */
export interface EventStream {
  send(event: string, data: object): void;
  /** Ends the response; browsers reconnect. */
  close(): void;
  /** Aborted when the client disconnects, the process stops, or the stream is closed. */
  signal: AbortSignal;
}

/**
 * A response of server-sent events with a heartbeat; `onOpen` gets the stream. Slow clients are disconnected and
 * reconnect.
 */
export function eventStream(
  disconnected: AbortSignal,
  { stopping, measures: { streams } }: Pick<App, "stopping" | "measures">,
  onOpen: (stream: EventStream) => void,
): Response {
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort();
  const encoder = new TextEncoder();
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        if (signal.aborted) return;
        if ((controller.desiredSize ?? 0) < -64) end();
        else controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
      streams.open++;
      signal.addEventListener("abort", () => {
        streams.open--;
        clearInterval(heartbeat);
        // AbortSignal.any costs more memory than the rest of a stream.
        for (const other of [disconnected, stopping]) other.removeEventListener("abort", end);
        if (!cancelled) controller.close();
      }, { once: true });
      for (const other of [disconnected, stopping]) other.addEventListener("abort", end);
      if (disconnected.aborted || stopping.aborted) return end();
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
