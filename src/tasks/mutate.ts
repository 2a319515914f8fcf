/** `deno task mutate [NAMES]`: applies each mutation to a copy of the project, runs its tests and prints the survivors. */
import { agentRules } from "../../tests/mutations/agent-rules.ts";
import { lostCalendarRules } from "../../tests/mutations/lost-calendar-rules.ts";
import { calendarRules } from "../../tests/mutations/calendar-rules.ts";
import { authRules } from "../../tests/mutations/auth-rules.ts";
import { webhookFormatRules } from "../../tests/mutations/webhook-format-rules.ts";
import { hostCalendarRules } from "../../tests/mutations/host-calendar-rules.ts";
import { apiRules } from "../../tests/mutations/api-rules.ts";
import { keyRules } from "../../tests/mutations/key-rules.ts";
import { bookingApiRules } from "../../tests/mutations/booking-api-rules.ts";
import { originRules } from "../../tests/mutations/origin-rules.ts";
import { countRules } from "../../tests/mutations/count-rules.ts";
import { pageRules } from "../../tests/mutations/page-rules.ts";
import { seriesRules } from "../../tests/mutations/series-rules.ts";
import { settingsRules } from "../../tests/mutations/settings-rules.ts";
import { editorRules } from "../../tests/mutations/editor-rules.ts";
import type { Mutation } from "../../tests/mutations/mutation.ts";
import { jobRules } from "../../tests/mutations/job-rules.ts";
import { requestIdRules } from "../../tests/mutations/request-id-rules.ts";
import { wideRules } from "../../tests/mutations/wide-rules.ts";
import { recoveryRules } from "../../tests/mutations/recovery-rules.ts";
import { emailTextRules } from "../../tests/mutations/email-text-rules.ts";
import { extraGuestRules } from "../../tests/mutations/extra-guest-rules.ts";
import { hostNoteRules } from "../../tests/mutations/host-note-rules.ts";
import { clearTimeOffRules } from "../../tests/mutations/clear-time-off-rules.ts";
import { proposeRules } from "../../tests/mutations/propose-rules.ts";
import { verificationRules } from "../../tests/mutations/verification-rules.ts";
import { bookingRules } from "../../tests/mutations/booking-rules.ts";
import { locationRules } from "../../tests/mutations/location-rules.ts";
import { slotRules } from "../../tests/mutations/slot-rules.ts";
import { availabilityRules } from "../../tests/mutations/availability-rules.ts";
import { knownHostRules } from "../../tests/mutations/known-host-rules.ts";
import { teamBookingRules } from "../../tests/mutations/team-booking-rules.ts";
import { membershipRules } from "../../tests/mutations/membership-rules.ts";
import { liveRules } from "../../tests/mutations/live-rules.ts";
import { operationsRules } from "../../tests/mutations/operations-rules.ts";
import { overloadRules } from "../../tests/mutations/overload-rules.ts";
import { keptPageRules } from "../../tests/mutations/kept-page-rules.ts";
import { pickerRules } from "../../tests/mutations/picker-rules.ts";
import { widgetRules } from "../../tests/mutations/widget-rules.ts";
import { webhookRules } from "../../tests/mutations/webhook-rules.ts";
import { teamRules } from "../../tests/mutations/team-rules.ts";
import { figureRules } from "../../tests/mutations/figure-rules.ts";
import { wantedRules } from "../../tests/mutations/wanted-rules.ts";
import { root } from "./root.ts";

/** A test that exceeds this time counts as failed, since it waits for the removed behaviour. */
const LIMIT_MS = 300_000;
const COPIES = 2;
/** Random tests draw the same cases each time. */
const seeded = "--preload=tests/support/seeded-draws.ts";

type Result = "noticed" | "survived" | "outdated";

const all = [
  ...availabilityRules,
  ...slotRules,
  ...lostCalendarRules,
  ...knownHostRules,
  ...jobRules,
  ...liveRules,
  ...operationsRules,
  ...keptPageRules,
  ...overloadRules,
  ...pickerRules,
  ...bookingRules,
  ...extraGuestRules,
  ...emailTextRules,
  ...hostNoteRules,
  ...clearTimeOffRules,
  ...proposeRules,
  ...verificationRules,
  ...locationRules,
  ...calendarRules,
  ...hostCalendarRules,
  ...authRules,
  ...recoveryRules,
  ...wideRules,
  ...requestIdRules,
  ...teamRules,
  ...teamBookingRules,
  ...membershipRules,
  ...agentRules,
  ...bookingApiRules,
  ...originRules,
  ...countRules,
  ...apiRules,
  ...widgetRules,
  ...keyRules,
  ...webhookFormatRules,
  ...pageRules,
  ...seriesRules,
  ...settingsRules,
  ...webhookRules,
  ...editorRules,
  ...wantedRules,
  ...figureRules,
];
const wanted = all.filter(({ name, file }) =>
  Deno.args.length === 0 || Deno.args.some((arg) => name.includes(arg) || file.includes(arg))
);
const copies = await Promise.all(Array.from({ length: COPIES }, copyOfProject));
const results = new Map<Mutation, Result>();
try {
  await assertGreen(copies[0]!);
  const waiting = [...wanted];
  await Promise.all(copies.map(async (copy) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const start = performance.now();
      const result = await runMutation(copy, next);
      results.set(next, result);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${result.padEnd(9)} ${next.name} (${next.file}, ${seconds} s)`);
    }
  }));
} finally {
  await Promise.all(copies.map((copy) => Deno.remove(copy, { recursive: true })));
}

const survivors = wanted.filter((mutation) => results.get(mutation) !== "noticed");
console.log(
  survivors.length === 0
    ? "\nSurvivors: none."
    : `\nSurvivors:\n${survivors.map(({ name, file }) => `  ${name} (${file})`).join("\n")}`,
);
console.log(`\n${wanted.length - survivors.length} passed, ${survivors.length} failed`);
Deno.exit(survivors.length === 0 ? 0 : 1);

/** Copies what the tests import into a temporary folder; packages are linked. */
async function copyOfProject(): Promise<string> {
  const copy = await Deno.makeTempDir({ prefix: "invito-mutate-" });
  for (const path of ["deno.json", "deno.lock", "package.json"]) {
    await Deno.copyFile(`${root}/${path}`, `${copy}/${path}`);
  }
  for (const folder of ["src", "tests", "docs"]) await copyFolder(folder, copy);
  await Deno.symlink(`${root}/node_modules`, `${copy}/node_modules`);
  return copy;
}

async function copyFolder(path: string, copy: string): Promise<void> {
  await Deno.mkdir(`${copy}/${path}`);
  for await (const { name, isDirectory } of Deno.readDir(`${root}/${path}`)) {
    if (isDirectory) await copyFolder(`${path}/${name}`, copy);
    else await Deno.copyFile(`${root}/${path}/${name}`, `${copy}/${path}/${name}`);
  }
}

/** Tests that fail without a mutation would detect every mutation. */
async function assertGreen(copy: string): Promise<void> {
  const files = [...new Set(wanted.flatMap(({ tests }) => tests))];
  console.log(`${wanted.length} mutations, ${files.length} test files; first without any change`);
  for (const file of files) {
    if (!await passes(copy, [file])) throw new Error(`${file} is red without any change.`);
  }
}

async function runMutation(
  copy: string,
  { file, find, replaceBy, tests }: Mutation,
): Promise<Result> {
  const text = await Deno.readTextFile(`${copy}/${file}`);
  if (text.split(find).length !== 2) return "outdated";
  await Deno.writeTextFile(`${copy}/${file}`, text.replace(find, () => replaceBy));
  try {
    for (const test of tests) if (!await passes(copy, [test])) return "noticed";
    return "survived";
  } finally {
    await Deno.writeTextFile(`${copy}/${file}`, text);
  }
}

async function passes(copy: string, files: string[]): Promise<boolean> {
  const timeout = AbortSignal.timeout(LIMIT_MS);
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--quiet", "--fail-fast", seeded, ...files],
    cwd: copy,
    env: { CI: "", INVITO_PROVE: "" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    signal: timeout,
  }).output();
  return success;
}
