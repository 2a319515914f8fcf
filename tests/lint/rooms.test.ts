import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { printedOrder, refusal, roomOf } from "./room-order.ts";
import plugin from "./rooms.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function rulesBroken(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, `${root}${file}`, source).map((each) => each.id);
}

const refused: [string, string, string][] = [
  ["rooms/imports", "src/lib/scheduling/a.ts", `import { x } from "../server/runtime/log.ts";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `import type { X } from "$lib/server/app.ts";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `import fs from "node:fs";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `import { Temporal } from "temporal-polyfill";`],
  ["rooms/imports", "src/lib/server/email/a.ts", `import ICAL from "ical.js";`],
  ["rooms/imports", "src/lib/server/calendars/a.ts", `import sax from "sax";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `export * from "../server/runtime/log.ts";`],
  ["rooms/imports", "src/lib/scheduling/a.ts", `await import("../server/runtime/log.ts");`],
  ["rooms/imports", "src/lib/server/store/a.ts", `import { x } from "../bookings/index.ts";`],
  ["rooms/imports", "src/lib/server/store/a.ts", `import { x } from "../email/email.ts";`],
  ["rooms/imports", "src/lib/server/calendars/a.ts", `import { x } from "../store/busy.ts";`],
  ["rooms/imports", "src/lib/server/calendars/a.ts", `import { x } from "../email/send.ts";`],
  ["rooms/imports", "src/lib/server/email/a.ts", `import { x } from "../calendars/calendar.ts";`],
  ["rooms/imports", "src/lib/server/email/a.ts", `import { x } from "../bookings/index.ts";`],
  ["rooms/imports", "src/lib/server/email/a.ts", `export { x } from "../store/keys.ts";`],
  ["rooms/imports", "src/lib/components/a.ts", `import type { X } from "$lib/server/app.ts";`],
  ["rooms/imports", "src/lib/server/store/a.ts", `import type { X } from "../jobs/run.ts";`],
  ["rooms/imports", "src/lib/server/store/a.ts", `type X = import("../jobs/run.ts").JobHandler;`],
  ["rooms/imports", "src/lib/server/store/a.ts", `import { x } from "$lib/i18n/format.ts";`],
  ["rooms/imports", "src/lib/server/calendars/a.ts", `import type { App } from "../app.ts";`],
  ["rooms/imports", "src/lib/server/bookings/a.ts", `import type { X } from "../http/problem.ts";`],
  ["rooms/imports", "src/lib/server/bookings/a.ts", `import { x } from "$lib/components/a.ts";`],
  ["rooms/imports", "src/lib/server/bookings/a.ts", `import { x } from "../../../../tests/a.ts";`],
  ["rooms/imports", "src/lib/server/loose.ts", `import { x } from "./app.ts";`],
  ["rooms/imports", "src/lib/icalendar/a.ts", `import type { X } from "../server/app.ts";`],
  [
    "rooms/imports",
    "src/routes/a/+page.server.ts",
    `import { commitBookings } from "$lib/server/store/booking-commit.ts";`,
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
  ["rooms/pure", "src/lib/icalendar/a.ts", `const now = Date.now();`],
  ["rooms/instants", "src/lib/icalendar/a.ts", `Temporal.Instant.fromEpochMilliseconds(0);`],
  ["rooms/status", "src/lib/server/bookings/a.ts", `if (was.status === open) end();`],
  ["rooms/status", "src/lib/server/jobs/a.ts", `if (entry.booking?.status === open) end();`],
  ["rooms/status", "src/lib/server/jobs/a.ts", `f(bookings.find(isOpen)!.status);`],
  ["rooms/status", "src/lib/server/jobs/a.ts", `listBookings(kv, id, "PENDING", page);`],
  ["rooms/status", "src/routes/a/+page.server.ts", `const over = ["CANCELLED"];`],
  ["rooms/status", "src/lib/server/email/a.ts", `function a({ status }: Booking) { f(status); }`],
  [
    "rooms/status",
    "src/lib/server/email/a.ts",
    `const a = ({ status }: Pick<Booking, "id">) => 1;`,
  ],
  ["rooms/status", "src/lib/server/feeds/a.ts", `const { id, status } = booking;`],
  ["rooms/status", "src/lib/server/feeds/a.ts", `page.bookings.map(({ status }) => f(status));`],
  ["rooms/status", "src/lib/server/feeds/a.ts", `(await getBookings(kv)).map(({ status }) => 1);`],
  ["rooms/refusals", "src/lib/server/teams/a.ts", `function a(): Promise<Outcome<Team>> {}`],
  ["rooms/refusals", "src/lib/server/teams/a.ts", `const a = (): Outcome<Team> | null => null;`],
  ["rooms/refusals", "src/lib/server/teams/a.ts", `function a(): Outcome<Team, RefusalCode> {}`],
  ["rooms/refusals", "src/lib/server/teams/a.ts", `function a(): Refused | null {}`],
  ["rooms/refusals", "src/lib/server/jobs/a.ts", `function a(): Promise<DateOutcome[]> {}`],
  ["rooms/refusals", "src/lib/server/jobs/a.ts", `export function a() { return refused("busy"); }`],
  ["rooms/waiting", "tests/browser/a.test.ts", `await page.waitForTimeout(300);`],
  ["rooms/waiting", "tests/browser/a.test.ts", `assert(!await page.locator("a").isVisible());`],
  ["rooms/waiting", "tests/browser/a.test.ts", `assert.equal(await page.locator("a").count(), 2);`],
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
  ["src/lib/server/store/a.ts", `import type { Job } from "./job.ts"; kv.get(["a"]);`],
  ["src/lib/server/calendars/a.ts", `import { openOutbound } from "../outbound/index.ts";`],
  ["src/lib/server/email/a.ts", `import { wordsFor } from "$lib/i18n/messages.ts";`],
  ["src/lib/server/bookings/index.ts", `import { getBooking } from "../store/bookings.ts";`],
  ["src/lib/server/bookings/a.ts", `import type { View } from "$lib/components/a.ts";`],
  ["src/routes/a/+page.server.ts", `import type { App } from "$lib/server/app.ts";`],
  ["tests/browser/a.test.ts", `while (await days.count() === 0) assert.equal(rows.count(), 2);`],
  ["src/tasks/bench.ts", `import { x } from "../../tests/bench/book.ts";`],
  ["src/main.ts", `import { x } from "./tasks/permissions.ts";`],
  ["src/lib/scheduling/a.ts", `if (booking.status === "PENDING") end();`],
  ["src/lib/server/store/a.ts", `const { status } = booking;`],
  ["src/lib/server/email/a.ts", `property("status", isOver ? "CANCELLED" : "CONFIRMED");`],
  ["src/lib/server/teams/a.ts", `function a(): Promise<Outcome<{ a: 1; b: 2 }, "busy">> {}`],
  ["src/lib/server/teams/a.ts", `function a(outcome: Outcome<Team>): void {}`],
  ["src/lib/server/teams/a.ts", `function a(f: () => Outcome<Team>): Refused<"busy"> {}`],
  ["src/lib/server/teams/a.ts", `export function a() { verb(() => refused("busy")); }`],
  ["src/lib/server/http/a.ts", `function a(): Outcome<Response> {}`],
  ["src/lib/server/http/a.ts", `const { status } = response; if (response.status > 200) end();`],
  ["src/lib/server/jobs/schedule.ts", `Deno.cron("a", "* * * * *", () => {});`],
  [
    "src/routes/a/+page.server.ts",
    `import { getBooking, listJobs } from "$lib/server/store/bookings.ts";`,
  ],
];
for (const [file, source] of allowed) {
  Deno.test(`rooms accepts in ${file}: ${source}`, () => {
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
    const markup = text.replaceAll(/<script[^>]*>.*?<\/script>/gs, "");
    if (/\b(PENDING|CONFIRMED|REJECTED|CANCELLED)\b/.test(markup)) {
      broken.push(`rooms/status ${path.slice(root.length)}`);
    }
  }
  assert.deepEqual(broken, []);
});

Deno.test("refusal of a higher room prints the order", () => {
  const message = refusal("src/lib/server/store/a.ts", {
    to: "src/lib/server/jobs/run.ts",
    typesOnly: true,
    names: [],
  });
  assert.equal(
    message,
    `store imports only lower rooms, types too; jobs is higher: ${printedOrder}`,
  );
});

Deno.test("roomOf: a folder of the server, of lib or of src; main for the files of src itself", () => {
  assert.equal(roomOf("src/lib/server/calendars/caldav/xml.ts"), "calendars");
  assert.equal(roomOf("src/lib/server/app.ts"), "app");
  assert.equal(roomOf("src/lib/i18n/english-only/index.ts"), "i18n");
  assert.equal(roomOf("src/routes/+page.svelte"), "routes");
  assert.equal(roomOf("src/hooks.server.ts"), "main");
  assert.equal(roomOf("src/lib/server/loose.ts"), null);
  assert.equal(roomOf("src/lib/loose.ts"), null);
});

Deno.test("refusal knows a relative path from an alias", () => {
  const file = "src/lib/server/email/a.ts";
  const to = "src/lib/server/kv/keys.ts";
  assert.ok(refusal(file, { to, typesOnly: false, names: ["keys"] }));
});

async function* svelteFiles(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* svelteFiles(path);
    else if (path.endsWith(".svelte")) yield path;
  }
}
