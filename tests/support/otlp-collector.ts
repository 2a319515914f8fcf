/** A collector of OpenTelemetry over HTTP with JSON, which keeps what it is sent. */
export interface OtlpCollector extends AsyncDisposable {
  address: string;
  /** The bodies sent to `/v1/traces`, `/v1/metrics` and `/v1/logs`. */
  received: { path: string; body: string }[];
}

export function startOtlpCollector(): OtlpCollector {
  const received: OtlpCollector["received"] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      received.push({ path: new URL(request.url).pathname, body: await request.text() });
      return Response.json({});
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}`,
    received,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
