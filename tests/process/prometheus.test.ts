/** `/metrics` of the running program, as `promtool` reads it and as a real Prometheus scrapes it. */
import assert from "node:assert/strict";
import { startWithHost } from "../support/running-program.ts";
import { lintMetrics, startPrometheus } from "../support/prometheus.ts";
import { requires } from "../support/required-programs.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../docs/${path}`, import.meta.url));

Deno.test(
  "metrics: promtool accepts them, Prometheus scrapes them, the dashboard asks only for what is there",
  requires("prometheus"),
  async (t) => {
    await using program = await startWithHost();
    const booked = await book(program.address);
    assert.equal(booked.status, 201, await booked.text());
    await fetch(`${program.address}/booking/${"A".repeat(43)}?email=joan@example.net`);
    await fetch(`${program.address}/no/such/page/joan@example.net`);

    const text = await (await fetch(`${program.address}/metrics`)).text();
    await t.step("promtool", async () => assert.equal(await lintMetrics(text), ""));
    await t.step("no name, address or secret", () => {
      assert.doesNotMatch(text, /joan|ada|coffee|@|AAAA/i);
    });

    await using prometheus = await startPrometheus(program);
    await t.step("requests by route, and what followed the booking", async () => {
      const [requests] = await prometheus.query(
        'invito_http_request_duration_seconds_count{route="/v0/bookings", method="POST", status="2xx"}',
      );
      assert.equal(requests?.value, 1);
      const [unknown] = await prometheus.query(
        'invito_http_request_duration_seconds_count{route="none"}',
      );
      assert.equal(unknown?.value, 1);
      const runs = await prometheus.query('invito_job_runs_total{kind="send-email"}');
      assert.deepEqual(runs.map(({ metric }) => metric.outcome), ["unsent"]);
      const [lag] = await prometheus.query('invito_job_lag_seconds_count{kind="send-email"}');
      assert((lag?.value ?? 0) >= 1);
      const [commits] = await prometheus.query(
        'invito_store_commit_duration_seconds_count{outcome="written"}',
      );
      assert((commits?.value ?? 0) > 1);
      const [memory] = await prometheus.query("process_resident_memory_bytes");
      assert((memory?.value ?? 0) > 30e6);
    });
    await t.step("the dashboard and docs/metrics.md", async () => {
      const names = await prometheus.metricNames();
      const dashboard: { panels: { title: string; targets?: { expr: string }[] }[] } = JSON.parse(
        await read("grafana/invito.json"),
      );
      const watched = [...(await read("metrics.md")).matchAll(/^\| `([^`]*[({>][^`]*)`/gm)];
      const expressions = [
        ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
        ...watched.map(([, expression]) => expression!),
      ];
      assert(expressions.length > 40, "the dashboard and the page have expressions");
      for (const expression of expressions) {
        const filled = expression.replaceAll("$__rate_interval", "1m").replaceAll(
          "$instance",
          ".*",
        );
        await prometheus.query(filled);
        const asked = [...filled.matchAll(/\b(?:invito|process)_\w+/g)].map(([name]) =>
          names.includes(name) ? name : name.replace(/_(bucket|count|sum)$/, "")
        );
        assert(asked.length > 0, expression);
        assert.deepEqual(asked.filter((name) => !names.includes(name)), [], expression);
      }
    });
  },
);

async function book(address: string): Promise<Response> {
  const from = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const slots = `/v0/users/ada/event-types/coffee/availability?start=${from}&days=5`;
  const [slot] = (await (await fetch(address + slots)).json()).slots;
  return await fetch(`${address}/v0/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "scraped-by-prometheus" },
    body: JSON.stringify({
      username: "ada",
      eventSlug: "coffee",
      startsAt: slot.startsAt,
      inviteeName: "Joan Marsh",
      inviteeEmail: "joan@example.net",
    }),
  });
}
