/** `/metrics` of the running program, as `promtool` reads it and as a real Prometheus scrapes it. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { startWithHost } from "../support/running-program.ts";
import { requires } from "../support/required-programs.ts";
import { readMetrics, withMetricsToken } from "../support/program.ts";
import { freePort } from "../support/free-port.ts";
import { tempFolder } from "../support/temp-folder.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../docs/${path}`, import.meta.url));

Deno.test(
  "metrics: promtool accepts them, Prometheus scrapes them, the dashboard asks only for what is there",
  requires("prometheus"),
  async (t) => {
    await using backups = await tempFolder();
    await using program = await startWithHost({ env: { INVITO_BACKUP_DIR: backups.path } });
    const booked = await book(program.address);
    assert.equal(booked.status, 201, await booked.text());
    await fetch(`${program.address}/booking/${"A".repeat(43)}?email=joan@example.net`);
    await fetch(`${program.address}/no/such/page/joan@example.net`);

    const text = await readMetrics(program);
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
  const from = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
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

interface Prometheus extends AsyncDisposable {
  /** The values of an expression, by their labels; throws with its answer when it cannot be parsed. */
  query(expression: string): Promise<{ metric: Record<string, string>; value: number }[]>;
  /** The names of the metrics that it has been told of. */
  metricNames(): Promise<string[]>;
}

/** Starts it on a free port and waits until it has scraped the program twice. */
async function startPrometheus(program: { address: string }): Promise<Prometheus> {
  const folder = await tempFolder();
  const address = `http://127.0.0.1:${freePort()}`;
  const [, example = ""] = /```yaml\n([^]+?)```/.exec(await read("metrics.md")) ?? [];
  const replaced = [
    ["localhost:8080", new URL(program.address).host],
    ["scrape_interval: 30s", "scrape_interval: 1s"],
    [/credentials: .+/, `credentials: ${withMetricsToken.authorization.replace("Bearer ", "")}`],
  ] as const;
  const config = replaced.reduce((text, [what, by]) => {
    assert(text.search(what) > 0, `docs/metrics.md has ${what}`);
    return text.replace(what, by);
  }, example);
  await Deno.writeTextFile(`${folder.path}/prometheus.yml`, config);
  const child = new Deno.Command("prometheus", {
    args: [
      `--config.file=${folder.path}/prometheus.yml`,
      `--storage.tsdb.path=${folder.path}/data`,
      `--web.listen-address=${new URL(address).host}`,
      "--log.level=error",
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const ask = async (path: string) => {
    const response = await fetch(address + path);
    if (response.status === 503) throw new NotReady(await response.text());
    const answer = await response.json();
    if (answer.status !== "success") throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  };
  const prometheus: Prometheus = {
    async query(expression) {
      const { result } = await ask(`/api/v1/query?query=${encodeURIComponent(expression)}`);
      return result.map(
        ({ metric, value }: { metric: Record<string, string>; value: [number, string] }) => ({
          metric,
          value: Number(value[1]),
        }),
      );
    },
    metricNames: async () => Object.keys(await ask("/api/v1/metadata")),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await folder[Symbol.asyncDispose]();
    },
  };
  try {
    await scrapedTwice(prometheus);
    return prometheus;
  } catch (error) {
    await prometheus[Symbol.asyncDispose]();
    throw error;
  }
}

/** What a Prometheus that is still reading its files answers. */
class NotReady extends Error {}

async function scrapedTwice({ query }: Prometheus): Promise<void> {
  const end = performance.now() + 30_000;
  const scrapes = "count_over_time(process_start_time_seconds[1m]) > 1";
  for (;;) {
    const found = await query(scrapes).catch((error) => {
      if (error instanceof TypeError || error instanceof NotReady) return [];
      throw error;
    });
    if (found.length > 0) return;
    if (performance.now() > end) throw new Error("nothing was scraped within 30 s");
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

/** What `promtool check metrics` has to say of a text, nothing when all is well. */
async function lintMetrics(text: string): Promise<string> {
  const child = new Deno.Command("promtool", {
    args: ["check", "metrics"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  const said = decoder.decode(stdout) + decoder.decode(stderr);
  return success ? said : said || "promtool failed";
}
