/** The least that a stream of events can be: one line, and open until its reader leaves. */
export function GET({ request }: { request: Request }): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(": here\n\ndata: {}\n\n"));
      request.signal.addEventListener("abort", () => controller.close(), { once: true });
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
