import assert from "node:assert/strict";
import { metrics } from "$lib/server/monitoring/metrics.ts";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { readSettings } from "$lib/server/runtime/read-settings.ts";
import { configuredApp } from "../support/town.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../docs/${path}`, import.meta.url));

Deno.test("docs/metrics.md has every metric with its type and labels, and no other", async () => {
  const listed = [...(await read("metrics.md")).matchAll(/^\| `(\w+)` +\| (\w+) +\| ([^|]*)\|/gm)]
    .map(([, name, type, labels]) => `${name} ${type} ${labels!.trim()}`);
  assert.deepEqual(listed.sort(), (await offered()).sort());
});

Deno.test("docs/metrics.md: Prometheus is told of the address that the program listens on by default", async () => {
  const defaults = readSettings({}, oauthClientDefaults);
  assert("settings" in defaults);
  const targets = [...(await read("metrics.md")).matchAll(/targets: \["([^"]+)"\]/g)];
  assert.deepEqual(targets.map(([, target]) => target), [
    `localhost:${defaults.settings.listen.port}`,
  ]);
});

interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { type: string; uid: string };
  targets?: { expr: string; refId: string; datasource: { uid: string } }[];
}

Deno.test("docs/grafana/invito.json: panels beside each other, each asking the chosen Prometheus", async () => {
  const dashboard = JSON.parse(await read("grafana/invito.json"));
  assert.equal(dashboard.id, null, "a number of its own would replace another dashboard");
  assert(dashboard.uid && dashboard.title && dashboard.schemaVersion >= 36);
  const [source] = dashboard.templating.list;
  assert.deepEqual([source.name, source.type, source.query], [
    "datasource",
    "datasource",
    "prometheus",
  ]);
  const panels: Panel[] = dashboard.panels, taken = new Set<string>();
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  for (const { type, title, gridPos: { x, y, w, h }, targets = [] } of panels) {
    assert(x + w <= 24, title);
    for (let row = y; row < y + h; row++) {
      for (let column = x; column < x + w; column++) {
        assert(!taken.has(`${column},${row}`), `${title} lies on another panel`);
        taken.add(`${column},${row}`);
      }
    }
    assert.equal(targets.length > 0, type !== "row", title);
    assert(targets.every(({ datasource }) => datasource.uid === "${datasource}"), title);
    assert.equal(new Set(targets.map(({ refId }) => refId)).size, targets.length, title);
  }
});

Deno.test("docs/grafana/invito.json shows every metric", async () => {
  const text = await read("grafana/invito.json");
  const names = (await offered()).map((line) => line.split(" ")[0]!);
  assert.deepEqual(names.filter((name) => !text.includes(name)), []);
});

/** What `/metrics` answers: name, type and labels of each metric. */
async function offered(): Promise<string[]> {
  using app = await configuredApp();
  app.dailyBackup = { lastAt: () => null, look: async () => {} };
  app.responseParser = { ...app.responseParser, abortedCount: () => 0 };
  const { measures } = app;
  measures.requests.observe(1, "/health", "GET", "2xx");
  measures.limited.add("default");
  measures.overloaded.add("page");
  measures.commits.observe(1, "written");
  measures.storeErrors.add("read", "full");
  measures.jobLag.observe(1, "sync");
  measures.jobTime.observe(1, "sync");
  measures.jobsEnded.add("sync", "done");
  measures.emailTries.add("accepted");
  measures.webhookTries.add("accepted");
  measures.syncs.observe(1, "caldav", "synced");
  const text = await metrics(app);
  return [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => {
    const sample = new RegExp(`^${name}(?:_bucket)?\\{([^}]*)\\}`, "m").exec(text)?.[1] ?? "";
    // Jobs without one of their kind have no line.
    const known = { invito_jobs_waiting: ["kind"], invito_jobs_stopped: ["state"] }[name!];
    const labels = known ?? [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label!);
    const shown = labels.filter((label) => label !== "le").map((label) => `\`${label}\``);
    return `${name} ${type} ${shown.join(", ")}`;
  });
}
