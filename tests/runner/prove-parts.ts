/** The parts of `deno task prove`: full counts, new seeds, other zones, dates and languages; each but the soak at most forty minutes on two cores. */
import { DAY } from "$lib/scheduling/durations.ts";
import { libfaketime } from "../support/program.ts";
import { checkOf, jobOf, type JobOptions } from "./jobs.ts";
import type { Job } from "./run-job.ts";
import type { TestFile } from "./test-files.ts";

export interface ProvePart {
  name: string;
  /** What it does beyond `deno task ok`. */
  about: string;
  jobs(files: readonly TestFile[], options: JobOptions): Job[];
}

/** No part may take longer than forty minutes, so no job of it can; the soak is an hour by itself. */
const LIMIT_SECONDS = 40 * 60, SOAK_SECONDS = 75 * 60;

/** Proofs and tests whose paths hold one of these, with full counts. */
function full(name: string, about: string, ...words: string[]): ProvePart {
  return {
    name,
    about,
    jobs: (files, options) =>
      files.filter(({ path }) => words.some((word) => path.includes(word)))
        .map((file) => fullJobOf(file, options)),
  };
}

/** A test file or proof with full counts. */
export function fullJobOf(file: TestFile, options: JobOptions): Job {
  const env = { INVITO_PROVE: "full", ...options.env };
  const limitSeconds = file.path === "tests/proofs/soak.ts" ? SOAK_SECONDS : LIMIT_SECONDS;
  return jobOf(file, { ...options, env, limitSeconds });
}

/** In-process tests where the machine's clock is in another zone than in `deno task ok`. */
const zones: ProvePart = {
  name: "zones",
  about: "in-process tests on machines in UTC and in São Paulo",
  jobs: (files, options) =>
    ["UTC", "America/Sao_Paulo"].flatMap((TZ) =>
      files.filter(({ isInProcess }) => isInProcess).map((file) => ({
        ...jobOf(file, { ...options, env: { ...options.env, TZ } }),
        name: `${file.path} in ${TZ}`,
      }))
    ),
};

/** Tests that use the machine's date, on other dates than today's. */
const dates: ProvePart = {
  name: "dates",
  about:
    "routes today, on 15 June, the days before both clock changes, 28 February and 31 December",
  jobs: (files, options) =>
    offsets(new Date()).flatMap(([date, days]) =>
      files.filter(({ path, needsBrowser }) =>
        !needsBrowser && /^tests\/(routes|api|every-route)/.test(path)
      ).map((file) => ({
        ...jobOf(file, { ...options, env: { ...options.env, ...clockAhead(days) } }),
        name: `${file.path} on ${date}`,
      }))
    ),
};

/** The next of each date, and in how many days it is. */
export function offsets(now: Date): [date: string, days: number][] {
  const today = Math.floor(now.getTime() / DAY);
  const next = (dateIn: (year: number) => number) => {
    const year = now.getUTCFullYear();
    const [first, second] = [dateIn(year) / DAY, dateIn(year + 1) / DAY];
    return first >= today ? first : second;
  };
  /** Clocks change on the last Sunday of March and of October. */
  const beforeLastSunday = (month: number) => (year: number) => {
    const last = Date.UTC(year, month + 1, 0);
    return last - (new Date(last).getUTCDay() + 1) * DAY;
  };
  const days = [
    today,
    next((year) => Date.UTC(year, 5, 15)),
    next(beforeLastSunday(2)),
    next(beforeLastSunday(9)),
    next((year) => Date.UTC(year, 1, 28)),
    next((year) => Date.UTC(year, 11, 31)),
  ];
  return days.map((day) => [new Date(day * DAY).toISOString().slice(0, 10), day - today]);
}

/** An offset, which every process of a test keeps; an absolute time would begin anew in each. */
function clockAhead(days: number): Record<string, string> {
  const library = libfaketime();
  if (!library) throw new Error("libfaketime is missing: apt-get install faketime");
  if (days === 0) return {};
  return {
    LD_PRELOAD: library,
    FAKETIME: `+${days}d`,
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}

const mutate: ProvePart = {
  name: "mutate",
  about: "rules broken one at a time, each of which a test must notice",
  jobs: (_, { gates }) => [{
    ...checkOf("mutate", ["run", "-A", "src/tasks/mutate.ts"], gates.built),
    limitSeconds: LIMIT_SECONDS,
  }],
};

const guards: ProvePart = {
  name: "guards",
  about: "early returns taken out one at a time, each of which a test must notice",
  jobs: (_, { gates }) => [{
    ...checkOf("guards", ["run", "-A", "src/tasks/mutate.ts", "--generated"], gates.built),
    limitSeconds: LIMIT_SECONDS,
  }],
};

export const parts: readonly ProvePart[] = [
  full("race", "bookings by 64 clients at once", "proofs/race.", "-race."),
  full("idempotency", "requests repeated and cut", "proofs/idempotency.", "proofs/secret-leaks."),
  full(
    "crash",
    "SIGKILL at each named point, and on each side of each commit",
    "proofs/crash.",
    "-crash.",
    "proofs/close-account.",
    "process/program.",
  ),
  full(
    "clock",
    "a wrong clock, and counting under kills",
    "proofs/clock-jumps.",
    "proofs/counting.",
  ),
  full("wanted", "wanted times by an oracle", "proofs/wanted-"),
  full("wide", "three programs on one database server", "proofs/wide.", "database-server."),
  full("move", "a database moved and killed", "proofs/move.", "tasks/move.", "backup-page."),
  full("replica", "Litestream copies a store under load, and is restored", "proofs/replica."),
  full("operate", "docs/operate.md, by its own commands", "proofs/operate"),
  full("load", "everything at once, and an overload", "proofs/load."),
  full("soak", "an hour under a steady load", "proofs/soak."),
  full(
    "api",
    "fuzzing by Schemathesis, MCP's conformance suite, and a newcomer's first booking",
    "-conformance.",
    "/first-booking.",
  ),
  full(
    "lives",
    "random lives of bookings, teams and calendars",
    "bookings/",
    "connections/lost-",
    "account-faults",
  ),
  full("slots", "offered times by oracles", "server/availability/", "zone-names"),
  full("calendars", "generated and damaged calendars", "tests/icalendar/"),
  full(
    "languages",
    "every page in every language with axe",
    "browser/languages.",
    "themes-and-widths.",
  ),
  zones,
  dates,
  mutate,
  guards,
];
