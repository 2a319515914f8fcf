/** `deno task mutate [NAMES]`: applies each mutation to a copy of the project, runs its tests and prints the survivors. */
import { agentRules } from "../../tests/mutations/agent-rules.ts";
import { lostCalendarRules } from "../../tests/mutations/lost-calendar-rules.ts";
import { calendarRules } from "../../tests/mutations/calendar-rules.ts";
import { caldavRules } from "../../tests/mutations/caldav-rules.ts";
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

/** A test that takes so many times as long counts as failed, since it waits for the removed behaviour. */
const PATIENCE = 5, LEAST_LIMIT_MS = 20_000;
/** What is made from the sources, or nothing that tests read. */
const notCopied = ["node_modules", "build", "data", "shots", ".git", ".svelte-kit"];
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
  ...caldavRules,
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
/** How long each test file takes without a change, ms. */
const usualMs = new Map<string, number>();
try {
  await assertGreen();
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

/** Copies the project into a temporary folder; packages are linked. */
async function copyOfProject(): Promise<string> {
  const copy = await Deno.makeTempDir({ prefix: "invito-mutate-" });
  for await (const { name, isDirectory } of Deno.readDir(root)) {
    if (notCopied.includes(name)) continue;
    if (isDirectory) await copyFolder(name, copy);
    else await Deno.copyFile(`${root}/${name}`, `${copy}/${name}`);
  }
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
async function assertGreen(): Promise<void> {
  const files = [...new Set(wanted.flatMap(({ tests }) => tests))];
  console.log(`${wanted.length} mutations, ${files.length} test files; first without any change`);
  const waiting = [...files], red: string[] = [];
  await Promise.all(copies.map(async (copy) => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const start = performance.now();
      if (!await passes(copy, file)) red.push(file);
      usualMs.set(file, performance.now() - start);
    }
  }));
  if (red.length > 0) throw new Error(`Red without any change: ${red.join(", ")}`);
}

async function runMutation(
  copy: string,
  { file, find, replaceBy, tests }: Mutation,
): Promise<Result> {
  const text = await Deno.readTextFile(`${copy}/${file}`);
  if (text.split(find).length !== 2) return "outdated";
  await Deno.writeTextFile(`${copy}/${file}`, text.replace(find, () => replaceBy));
  try {
    for (const test of tests) if (!await passes(copy, test)) return "noticed";
    return "survived";
  } finally {
    await Deno.writeTextFile(`${copy}/${file}`, text);
  }
}

async function passes(copy: string, file: string): Promise<boolean> {
  const limitMs = Math.max(LEAST_LIMIT_MS, PATIENCE * (usualMs.get(file) ?? Infinity));
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--quiet", "--fail-fast", seeded, file],
    cwd: copy,
    env: { CI: "", INVITO_PROVE: "" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...(limitMs < Infinity ? { signal: AbortSignal.timeout(limitMs) } : {}),
  }).output();
  return success;
}
