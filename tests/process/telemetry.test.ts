/** OpenTelemetry by Deno's own switch, with a collector that stands in for a real one. */
import assert from "node:assert/strict";
import { startProgram } from "../support/program.ts";
import { environmentFor } from "../../src/tasks/permissions.ts";

const kinds = ["/v1/logs", "/v1/metrics", "/v1/traces"];

Deno.test("telemetry: traces, metrics and log lines reach the collector, without an address or a secret", async () => {
  await using collector = startOtlpCollector();
  const env = environmentFor({
    OTEL_DENO: "true",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.address,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_METRIC_EXPORT_INTERVAL: "300",
    OTEL_BSP_SCHEDULE_DELAY: "200",
    OTEL_BLRP_SCHEDULE_DELAY: "200",
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "128",
  });
  await using program = await startProgram({ env });
  const secret = "S".repeat(43);
  const asked = await fetch(`${program.address}/booking/${secret}?email=joan@example.net`);
  assert.equal(asked.status, 404);
  await asked.body?.cancel();

  const end = performance.now() + 20_000;
  const arrived = () => [...new Set(collector.received.map(({ path }) => path))].sort();
  const has = (kind: string, what: RegExp) =>
    collector.received.some(({ path, body }) => path === kind && what.test(body));
  while (
    arrived().length < kinds.length || !has("/v1/traces", /"GET"/) ||
    !has("/v1/metrics", /http\.server\.request\.duration/)
  ) {
    assert(performance.now() < end, `only ${arrived()} within 20 s`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  assert.deepEqual(arrived(), kinds);
  const sent = collector.received.map(({ body }) => body).join("\n");
  assert.match(sent, /"stringValue": ?"invito"/);
  assert.match(sent, /\\"event\\":\\"started\\"/);
  assert.doesNotMatch(sent, new RegExp(`${secret}|joan|url\\.(full|path|query)`));
  const link = new URL(program.signInLink!).searchParams.get("token")!;
  assert(!sent.includes(link) && !sent.includes(link.slice(0, 20)), "the sign-in link was sent");
});

Deno.test("telemetry: nothing is passed on to the program while the switch is off", () => {
  assert.deepEqual(environmentFor({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://a", HOME: "/h" }), {
    HOME: "/h",
    TZ: "UTC",
    DENO_NO_UPDATE_CHECK: "1",
  });
});

/** A collector of OpenTelemetry over HTTP with JSON, which keeps what it is sent. */
interface OtlpCollector extends AsyncDisposable {
  address: string;
  /** The bodies sent to `/v1/traces`, `/v1/metrics` and `/v1/logs`. */
  received: { path: string; body: string }[];
}

function startOtlpCollector(): OtlpCollector {
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
