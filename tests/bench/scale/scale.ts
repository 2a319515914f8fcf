/** `deno task bench scale`: what one store carries, the arithmetic for more hosts, and a simulated day of a million. */
import { denokv } from "../../support/wide/denokv-program.ts";
import { type Carried, measureCarried } from "./carry.ts";
import { type Day, type Kind, type Service, simulateDay } from "./simulate-day.ts";

/** What hosts are taken to do; docs/scale.md says why. */
const assumed: Day = {
  hosts: 1_000_000,
  hostsInCell: 10_000,
  pages: 3,
  bookings: 0.5,
  withCalendar: 0.7,
  withAgenda: 0.2,
  syncEverySeconds: 900,
  emails: 2,
  reminders: 2,
  spreadSeconds: 0,
  isAfterOutage: false,
};
/** A worker waits for the calendar server most of this, s. */
const SYNC_SECONDS = 0.25;
/** A slow mail server's answer, s: what a worker waits beside its own work. */
const SLOW_MAIL_SECONDS = 0.2;
const WORKDAYS = 250;

export async function benchScale(): Promise<void> {
  if (!denokv.find()) {
    console.warn(`SKIPPED  what needs denokv. To run it: ${denokv.howToInstall}`);
    return;
  }
  const carried = await measureCarried(40);
  console.log([measured(carried), arithmetic(carried), simulated(carried)].join("\n\n"));
}

function measured(is: Carried): string {
  const n = (value: number) => value.toFixed(value < 20 ? 1 : 0);
  const busy = Deno.loadavg()[0] ?? 0;
  return rows(["one program on one denokv", `load ${busy.toFixed(1)} at its end`], [
    ["bookings a second, 16 clients, with both emails handed over", n(is.bookings)],
    ["kept picker pages a second, 16 connections", n(is.pages)],
    ["small commits a second, 16 writers", n(is.commits)],
    ["emails a second, beside those bookings", n(is.emails)],
    ["memory of an open picker, KB", n(is.stream)],
    ["file for a booking with links, indexes, words and jobs, KB", n(is.booking)],
    [`file for a host and year of ${assumed.bookings * WORKDAYS} bookings, MB`, n(bytesAYear(is))],
  ]);
}

const bytesAYear = ({ booking }: Carried) => booking * assumed.bookings * WORKDAYS / 1024;

function arithmetic(is: Carried): string {
  const sizes = [10_000, 1_000_000, 10_000_000];
  /** The busiest second of a day, to its mean. */
  const PEAK = 3;
  const line = (what: string, of: (hosts: number) => number) => [
    what,
    ...sizes.map((hosts) => short(of(hosts))),
  ];
  const perSecond = (aDay: number) => (hosts: number) => hosts * aDay * PEAK / 86_400;
  const syncs = (hosts: number) => hosts * assumed.withCalendar / assumed.syncEverySeconds;
  return rows(["hosts", ...sizes.map((n) => n.toLocaleString("en"))], [
    line("bookings in the busiest second", perSecond(assumed.bookings)),
    line("pages in the busiest second", perSecond(assumed.pages)),
    line("syncs a second", syncs),
    line("open pickers at once, 2 minutes a visit", (n) => perSecond(assumed.pages)(n) * 120),
    line("store after a year, GB", (n) => n * bytesAYear(is) / 1024),
    line(
      "denokv for its commits, at half of what it carries",
      (n) =>
        Math.max(1, Math.ceil((syncs(n) + 3 * perSecond(assumed.bookings)(n)) / (is.commits / 2))),
    ),
    line("programs for its pages and bookings, at half", (n) =>
      Math.max(
        1,
        Math.ceil(
          2 * (perSecond(assumed.pages)(n) / is.pages +
            perSecond(assumed.bookings)(n) / is.bookings),
        ),
      )),
    line("cells of 10,000 hosts", (n) => n / assumed.hostsInCell),
  ]);
}

function simulated(is: Carried): string {
  const service: Service = {
    page: 1 / is.pages,
    booking: 1 / is.bookings,
    email: 4 / is.emails,
    sync: SYNC_SECONDS,
    emailWorkers: 4,
    syncWorkers: 16,
  };
  const slow = { ...service, email: service.email + SLOW_MAIL_SECONDS };
  const variants: [string, Day, Service][] = [
    ["as it is", assumed, service],
    ["a mail server that takes 0.2 s", assumed, slow],
    ["the same, reminders spread over 5 minutes", { ...assumed, spreadSeconds: 300 }, slow],
    ["after an outage: every calendar due", { ...assumed, isAfterOutage: true }, service],
    ["cells of 100,000 hosts", { ...assumed, hostsInCell: 100_000 }, service],
  ];
  const kinds: Kind[] = ["requests", "emails", "agendas", "syncs"];
  return rows(
    [
      "a day of 1,000,000 hosts",
      "work",
      "most in a second",
      "longest queue",
      "longest wait",
      "busy",
    ],
    variants.flatMap(([name, day, service]) => {
      const found = simulateDay(day, service, seeded(14));
      return kinds.map((kind) => {
        const { mostInSecond, longestQueue, longestWait, busy } = found[kind];
        const cells = [mostInSecond, longestQueue].map((n) => n.toLocaleString("en"));
        return [name, kind, ...cells, `${short(longestWait)} s`, `${Math.round(busy * 100)} %`];
      });
    }),
  );
}

function short(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : String(+value.toPrecision(2));
}

function rows(head: string[], lines: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}

/** The same day in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
