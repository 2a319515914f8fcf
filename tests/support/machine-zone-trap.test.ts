import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";

const asking = [
  "new Date(0).getHours()",
  "new Date(0).setDate(3)",
  "new Date(0).getTimezoneOffset()",
  "`${new Date(0)}`",
  "Date()",
  "new Date(2026, 10, 2)",
  'new Date("2026-11-02T09:00")',
  'Date.parse("Nov 2, 2026 9:00")',
  "new Date(0).toLocaleString()",
  'new Date(0).toLocaleDateString("en", { hour12: true })',
  'new Intl.DateTimeFormat("en").format(0)',
  'Intl.DateTimeFormat("en").formatToParts(0)',
  'new Intl.DateTimeFormat("en").formatRange(0, 1)',
  "Intl.DateTimeFormat().resolvedOptions().timeZone",
  "Temporal.Now.timeZoneId()",
  "Temporal.Now.plainDateISO()",
  "Temporal.Now.zonedDateTimeISO()",
];

const notAsking = [
  "new Date()",
  "new Date(new Date(0))",
  "Date.now()",
  "new Date(0).toISOString()",
  "new Date(0).toUTCString()",
  "JSON.stringify(new Date(0))",
  "new Date(0).getUTCHours()",
  'new Date("2026-11-02")',
  'new Date("2026-11-02T09:00:00Z")',
  'Date.parse("2026-11-02T09:00:00+05:45")',
  'Date.parse("Mon, 02 Nov 2026 09:00:00 GMT")',
  'Date.parse("soon")',
  "new Date(0) instanceof Date && new Date(0).constructor === Date",
  'new Date(0).toLocaleString("en", { timeZone: "Asia/Kathmandu" })',
  'new Intl.DateTimeFormat("en", { timeZone: "Asia/Kathmandu" }).format(0)',
  'new Intl.DateTimeFormat("en", { hour: "numeric" }).resolvedOptions().hourCycle',
  'Temporal.Now.plainDateISO("Asia/Kathmandu")',
  "Temporal.Now.instant()",
];

Deno.test("machine-zone-trap: an error for whatever computes in the machine's zone, and for nothing else", async () => {
  const source = [...asking, ...notAsking].map((each) =>
    `try { ${each}; console.log("passed"); } catch (error) { console.log(error.message); }`
  ).join("\n");
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-check", "--preload=tests/support/machine-zone-trap.ts"],
      `data:text/javascript,${encodeURIComponent(source)}`,
    ],
    cwd: root,
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  const results = text.decode(stdout).trim().split("\n");
  const seen = [...asking, ...notAsking].map((each, n) => `${each}: ${results[n]}`);
  assert.deepEqual(seen, [
    ...asking.map((each) => `${each}: the time zone of the machine's clock decides here`),
    ...notAsking.map((each) => `${each}: passed`),
  ], text.decode(stderr));
});
