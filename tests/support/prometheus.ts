/** A real Prometheus that scrapes a running program, and `promtool`. */
import { freePort } from "./free-port.ts";
import { tempFolder } from "./temp-folder.ts";

export interface Prometheus extends AsyncDisposable {
  /** The values of an expression, by their labels; throws with its answer when it cannot be parsed. */
  query(expression: string): Promise<{ metric: Record<string, string>; value: number }[]>;
  /** The names of the metrics that it has been told of. */
  metricNames(): Promise<string[]>;
}

/** Starts it on a free port and waits until it has scraped the program twice. */
export async function startPrometheus(program: { address: string }): Promise<Prometheus> {
  const folder = await tempFolder();
  const address = `http://127.0.0.1:${freePort()}`;
  const { host } = new URL(program.address);
  await Deno.writeTextFile(
    `${folder.path}/prometheus.yml`,
    `scrape_configs: [{ job_name: invito, scrape_interval: 1s, static_configs: [{ targets: ["${host}"] }] }]\n`,
  );
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
export async function lintMetrics(text: string): Promise<string> {
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
