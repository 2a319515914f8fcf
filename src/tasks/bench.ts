/**
 * `deno task bench`: compares measurements with a baseline of the same run, as ratios do not depend on the machine.
 * `deno task bench peers [--write]` compares with other programs, `deno task bench scale` says what one store carries.
 */
import { measureBooking } from "../../tests/bench/book.ts";
import { measureCalendars } from "../../tests/bench/expand-calendar.ts";
import { measureBookedOut } from "../../tests/bench/booked-out.ts";
import { buildBare } from "../../tests/bench/bare.ts";
import { measureFirstSync } from "../../tests/bench/first-sync.ts";
import { measureCounting } from "../../tests/bench/measures.ts";
import { measureForGuests } from "../../tests/bench/for-guests.ts";
import { measureManyBookings } from "../../tests/bench/many-bookings.ts";
import { measureJobs } from "../../tests/bench/job-queue.ts";
import { measureOpenPickers } from "../../tests/bench/open-pickers.ts";
import { measurePages, measureStart } from "../../tests/bench/page-load.ts";
import { measureAnalyticsReads } from "../../tests/bench/analytics-reads.ts";
import { measureAnalytics, measureCountedPages } from "../../tests/bench/counting.ts";
import { measureInbox } from "../../tests/bench/inbox-page.ts";
import { table } from "../../tests/bench/bench-table.ts";
import { measureSlots } from "../../tests/bench/month-of-slots.ts";
import { measureTeams } from "../../tests/bench/team-month.ts";
import { measureRace } from "../../tests/bench/race.ts";
import { measureAfterCommit } from "../../tests/bench/after-commit/measure.ts";
import { measureRestart } from "../../tests/bench/after-commit/restart.ts";
import { measureWebhooks } from "../../tests/bench/webhooks.ts";
import { buildBeforeStart } from "./build-site.ts";
import { root } from "./root.ts";
import { installWhenStale } from "./install-packages.ts";

const REQUESTS = 50_000;

await installWhenStale({ withTests: true });
await buildBeforeStart();
const [what] = Deno.args;
if (what === "peers") {
  const { benchPeers } = await import("../../tests/bench/peers/peers.ts");
  await benchPeers({ pages: 3_000, bookings: 400, race: 3_000 }, Deno.args.includes("--write"));
  Deno.exit(0);
}
if (what === "scale") {
  const { benchScale } = await import("../../tests/bench/scale/scale.ts");
  await benchScale();
  Deno.exit(0);
}
const dataDir = await Deno.makeTempDir({ prefix: "invito-bench-" });
await new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", `${root}/src/tasks/seed.ts`],
  cwd: root,
  env: { INVITO_DATA_DIR: dataDir },
  stdout: "null",
}).output();

await buildBare();
const requests = Number(Deno.args[0] ?? REQUESTS);
const lines = [
  ...measureSlots(),
  ...await measureTeams(),
  ...await measureCalendars(),
  ...await measureFirstSync(),
  ...await measureBooking(),
  ...await measureAnalytics(),
  ...await measureAnalyticsReads(),
  ...await measureBookedOut(),
  ...await measureInbox(),
  ...await measureJobs(),
  ...await measureCounting(),
  ...await measureStart(dataDir),
  ...await measurePages(dataDir, requests),
  await measureCountedPages(dataDir),
  ...await measureForGuests(),
  ...await measureManyBookings(),
  ...await measureOpenPickers(),
  ...await measureWebhooks(),
  ...await measureAfterCommit(),
  ...await measureRace(),
  ...await measureRestart(),
];
await Deno.remove(dataDir, { recursive: true });
const { text, missed } = table(lines);
console.log(text);
console.log(missed === 0 ? "\nEvery aim is met." : `\n${missed} aims are missed.`);
Deno.exit(missed === 0 ? 0 : 1);
