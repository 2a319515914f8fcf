/** What counting costs: on the picker page, in the store, and in the commit of a booking. */
import { DatabaseSync } from "node:sqlite";
import { contributionOf } from "$lib/scheduling/booking-contribution.ts";
import { dateOfNumber, dayNumber } from "$lib/scheduling/day.ts";
import { countFacts, countStep, newVisitDay } from "$lib/scheduling/visit-day.ts";
import { openCountChanges } from "$lib/server/store/booking-days.ts";
import { writeBooking } from "$lib/server/store/booking-indexes.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { addVisits } from "$lib/server/store/visit-days.ts";
import { ada, pendingBooking } from "../support/sample-booking.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { startProgram } from "../support/program.ts";
import { type Measured, median } from "./bench-table.ts";
import { load } from "./page-load.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;

export async function measureAnalytics(): Promise<Measured[]> {
  return [await measureYear(), await measureMark()];
}

/** Processor time is told in steps of 10 ms. */
const ROUNDS = 20, PAGES_IN_ROUND = 1_500;

/** The picker page of the running program by new visitors who are counted and by programs that are not, in turns: processor time, which no other program of the machine is in. */
export async function measureCountedPages(dataDir: string): Promise<Measured> {
  await using program = await startProgram({ dataDir, env: { INVITO_TRUSTED_PROXIES: "1" } });
  const agents = {
    on: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    off: "invito-bench/1.0 (bot)",
  };
  const took = { on: [] as number[], off: [] as number[] };
  for (let round = -1; round < ROUNDS; round++) {
    // Neither is always the first after the other.
    for (const state of round % 2 === 0 ? ["on", "off"] as const : ["off", "on"] as const) {
      const began = cpuMs(program.pid);
      await load(
        program.address,
        "/calendar/ada/intro-call",
        PAGES_IN_ROUND,
        agents[state],
        round + 1,
      );
      // The first rounds warm up.
      if (round >= 0) took[state].push((cpuMs(program.pid) - began) / PAGES_IN_ROUND);
    }
  }
  return {
    what: "picker page with visits counted, processor time",
    value: mean(took.on),
    unit: "ms",
    baseline: { what: "not counted", value: mean(took.off) },
    aim: { most: 1.03, of: "ratio" },
  };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Processor time of a process, in all its threads. */
function cpuMs(pid: number): number {
  const [, fields = ""] = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ");
  const [user = "", system = ""] = fields.split(" ").slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

const VIEWS_A_DAY = 1_000, BOOKINGS_A_DAY = 30, TYPES = 3, DAYS = 365;

/** What a host's counts of a year take in the file of the store. */
async function measureYear(): Promise<Measured> {
  await using folder = await tempFolder();
  const path = `${folder.path}/store`;
  let kv = await Deno.openKv(path);
  await kv.set(keys.host(ada().id), ada());
  kv.close();
  const empty = sizeOf(path);
  kv = await Deno.openKv(path);
  const first = dayNumber("2026-01-01");
  for (let day = 0; day < DAYS; day++) {
    await addVisits(kv, "bench", {
      ownerId: ada().id,
      date: dateOfNumber(first + day),
      visits: visitsOfADay(day),
      batch: day + 1,
    });
    const changes = openCountChanges(kv, ada().id);
    for (let n = 0; n < BOOKINGS_A_DAY; n++) {
      const createdAt = (first + day) * DAY + n * 48 * 60_000;
      const start = createdAt + (n * 31 + day) % 30 * DAY + n % 9 * HOUR;
      const booking = pendingBooking({
        createdAt,
        start,
        end: start + HOUR,
        status: n % 5 === 0 ? "REJECTED" : "CONFIRMED",
        decidedAt: createdAt + n * HOUR,
        source: n % 3 === 0 ? "widget" : "page",
      });
      const bookingId = crypto.randomUUID().replaceAll("-", "").slice(0, 22);
      const typeId = idOf(n % TYPES);
      const contribution = contributionOf(booking, ada().zone);
      await changes.count({ bookingId, createdAt, typeId }, contribution, "");
    }
    const op = kv.atomic();
    changes.write(op);
    await commit(op);
  }
  kv.close();
  return {
    what: `counts of a host and year, ${VIEWS_A_DAY} views and ${BOOKINGS_A_DAY} bookings a day`,
    value: (sizeOf(path) - empty) / 1_000_000,
    unit: "MB",
    aim: { most: 2, of: "value" },
  };
}

const idOf = (n: number) => `${n}`.padEnd(22, "t");

/** Views of a busy day: from ten sites, three pages with the widget, and a dozen campaigns. */
function visitsOfADay(day: number) {
  const visits = newVisitDay();
  for (let n = 0; n < VIEWS_A_DAY; n++) {
    const typeId = idOf(n % TYPES), source = n % 4 === 0 ? "widget" : "page";
    for (const step of ["view", "day", "time", "form"] as const) {
      if (step === "view" || n % 3 === 0) countStep(visits, { typeId, source, step });
    }
    countFacts(visits, {
      device: n % 3 === 0 ? "phone" : "desktop",
      language: ["de", "en", "fr", "es", "it", "nl"][n % 6]!,
      zoneOffset: ["+01:00", "+02:00", "-05:00", "+09:00", "+05:30"][n % 5]!,
      referrer: `site-${(n * 7 + day) % 10}.example.com`,
      ...(source === "widget" ? { embedder: `shop-${n % 3}.example.com` } : {}),
      ...(n % 4 === 0
        ? {
          utmSource: `newsletter-${n % 16}`,
          utmMedium: ["email", "social", "ads"][n % 3]!,
          utmCampaign: `campaign-${n % 12}`,
        }
        : {}),
    });
  }
  return visits;
}

/** Bytes in the file that hold something. */
function sizeOf(path: string): number {
  using database = new DatabaseSync(path);
  const number = (pragma: string) =>
    Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get()!)[0]);
  return (number("page_count") - number("freelist_count")) * number("page_size");
}

const COMMITS = 400;

/** The commit of a booking with the mark that it is to be counted, and without, in turns. */
async function measureMark(): Promise<Measured> {
  await using folder = await tempFolder();
  const kv = await Deno.openKv(`${folder.path}/store`);
  const took = { with: [] as number[], without: [] as number[] };
  for (let n = 0; n < COMMITS; n++) {
    for (const which of ["with", "without"] as const) {
      const id = `${which}-${n}`.padEnd(22, "b");
      // A test booking is not marked.
      const booking = pendingBooking({ id, slot: `${n}`, isTest: which === "without" });
      const { changedAt: at, changedBy: by, start, end } = booking;
      const op = kv.atomic().check({ key: keys.guard(`guard-${which}-${n}`), versionstamp: null });
      op.set(keys.guard(`guard-${which}-${n}`), { version: 1, calendars: {} });
      writeBooking(op, null, booking, { at, by, event: "requested", start, end });
      const began = performance.now();
      await op.commit();
      if (n >= COMMITS / 4) took[which].push(performance.now() - began);
    }
  }
  kv.close();
  return {
    what: "commit of a booking that is to be counted",
    value: median(took.with),
    unit: "ms",
    baseline: { what: "one that is not", value: median(took.without) },
    aim: { most: 1.15, of: "ratio" },
  };
}
