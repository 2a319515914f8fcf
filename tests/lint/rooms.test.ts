import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import plugin, { refusal } from "./rooms.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function rulesBroken(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, `${root}${file}`, source).map((each) => each.id);
}

const refused: [string, string, string][] = [
  ["rooms/imports", "src/lib/scheduling/a.ts", `import { x } from "../server/log.ts";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `import type { X } from "$lib/server/app.ts";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `import fs from "node:fs";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `export * from "../server/log.ts";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `await import("../server/log.ts");`],
  ["rooms/imports", "src/lib/server/store/a.ts", `import { x } from "../bookings.ts";`],
  ["rooms/imports", "src/lib/server/store/a.ts", `import { x } from "../mail/letter.ts";`],
  ["rooms/imports", "src/lib/server/calendars/a.ts", `import { x } from "../store/busy.ts";`],
  ["rooms/imports", "src/lib/server/calendars/a.ts", `import { x } from "../mail/send.ts";`],
  ["rooms/imports", "src/lib/server/mail/a.ts", `import { x } from "../calendars/ical.ts";`],
  ["rooms/imports", "src/lib/server/mail/a.ts", `import { x } from "../bookings.ts";`],
  ["rooms/imports", "src/lib/server/mail/a.ts", `export { x } from "../store/keys.ts";`],
  ["rooms/imports", "src/lib/components/a.ts", `import type { X } from "$lib/server/app.ts";`],
  [
    "rooms/imports",
    "src/routes/a/+page.server.ts",
    `import { commitBooking } from "$lib/server/store/bookings.ts";`,
  ],
  [
    "rooms/imports",
    "src/routes/a/+page.server.ts",
    `import * as store from "$lib/server/store/bookings.ts";`,
  ],
  ["rooms/kv", "src/lib/server/bookings/index.ts", `app.kv.set(["a"], 1);`],
  ["rooms/kv", "src/routes/a/+server.ts", `kv.atomic();`],
  ["rooms/kv", "src/routes/a/+server.ts", `await Deno.openKv();`],
  ["rooms/cron", "src/lib/server/startup/start-app.ts", `Deno.cron("a", "* * * * *", () => {});`],
  ["rooms/pure", "src/lib/scheduling/a.ts", `const now = Date.now();`],
  ["rooms/pure", "src/lib/scheduling/a.ts", `const now = new Date();`],
  ["rooms/pure", "src/lib/scheduling/a.ts", `const dice = Math.random();`],
  ["rooms/pure", "src/lib/scheduling/a.ts", `const now = Temporal.Now.instant();`],
  ["rooms/pure", "src/lib/scheduling/a.ts", `await fetch("https://example.org");`],
  ["rooms/pure", "src/lib/scheduling/a.ts", `const id = crypto.randomUUID();`],
  ["rooms/environment", "src/lib/server/startup/start-app.ts", `Deno.env.get("INVITO_BASE_URL");`],
];
for (const [rule, file, source] of refused) {
  Deno.test(`${rule} refuses in ${file}: ${source}`, () => {
    assert.deepEqual(rulesBroken(file, source), [rule]);
  });
}

const allowed: [string, string][] = [
  ["src/lib/scheduling/a.ts", `import * as v from "valibot"; import { x } from "./span.ts";`],
  ["src/lib/scheduling/a.ts", `const noon = new Date(at); const n = Math.max(1, 2);`],
  ["src/lib/server/store/a.ts", `import type { Job } from "../jobs/job.ts"; kv.get(["a"]);`],
  ["src/lib/server/calendars/a.ts", `import { openOutbound } from "../outbound/index.ts";`],
  ["src/lib/server/mail/a.ts", `import { wordsFor } from "$lib/i18n/messages.ts";`],
  ["src/lib/server/bookings/index.ts", `import { getBooking } from "./store/bookings.ts";`],
  ["src/lib/server/jobs/cron.ts", `Deno.cron("a", "* * * * *", () => {});`],
  [
    "src/routes/a/+page.server.ts",
    `import { getBooking, listJobs } from "$lib/server/store/bookings.ts";`,
  ],
];
for (const [file, source] of allowed) {
  Deno.test(`rooms lets pass in ${file}: ${source}`, () => {
    assert.deepEqual(rulesBroken(file, source), []);
  });
}

Deno.test("rooms holds in every component and page too, whose scripts deno lint does not read", async () => {
  const broken: string[] = [];
  for await (const path of svelteFiles(`${root}src`)) {
    const text = await Deno.readTextFile(path);
    for (const [, script = ""] of text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) {
      const file = path.slice(root.length);
      broken.push(...rulesBroken(`${file}.ts`, script).map((rule) => `${rule} ${file}`));
    }
  }
  assert.deepEqual(broken, []);
});

Deno.test("refusal knows a relative path from an alias", () => {
  const file = "src/lib/server/mail/a.ts";
  const to = "src/lib/server/store/keys.ts";
  assert.ok(refusal(file, { to, typesOnly: false, names: ["keys"] }));
});

async function* svelteFiles(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* svelteFiles(path);
    else if (path.endsWith(".svelte")) yield path;
  }
}
