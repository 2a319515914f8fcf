/** `deno task bench`: measures beside a baseline of the same run; a ratio tells more than a machine's milliseconds. */
import { measureBooking } from "../../tests/bench/booking.ts";
import { measureCalendars } from "../../tests/bench/calendars.ts";
import { measureBookedOut } from "../../tests/bench/booked-out.ts";
import { buildBare } from "../../tests/bench/bare.ts";
import { measureFirstReading } from "../../tests/bench/first-reading.ts";
import { measureJobs } from "../../tests/bench/jobs.ts";
import { measureListeners } from "../../tests/bench/listeners.ts";
import { measurePages, measureStart } from "../../tests/bench/pages.ts";
import { measureInbox } from "../../tests/bench/inbox.ts";
import { table } from "../../tests/bench/report.ts";
import { measureSlots } from "../../tests/bench/slots.ts";
import { buildBeforeStart, root } from "./building.ts";
import { installWhenStale } from "./installing.ts";

const REQUESTS = 50_000;

await installWhenStale();
await buildBeforeStart();
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
  ...await measureCalendars(),
  ...await measureFirstReading(),
  ...await measureBooking(),
  ...await measureBookedOut(),
  ...await measureInbox(),
  ...await measureJobs(),
  ...await measureStart(dataDir),
  ...await measurePages(dataDir, requests),
  ...await measureListeners(),
];
await Deno.remove(dataDir, { recursive: true });
const { text, missed } = table(lines);
console.log(text);
console.log(missed === 0 ? "\nEvery aim is met." : `\n${missed} aims are missed.`);
Deno.exit(missed === 0 ? 0 : 1);
