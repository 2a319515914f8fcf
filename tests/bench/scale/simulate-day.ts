/** A day of many hosts over cells, second by second, against the times that work takes: what waits, and for how long. */

export interface Day {
  hosts: number;
  hostsInCell: number;
  /** Of each host and day. */
  pages: number;
  bookings: number;
  /** Shares of hosts. */
  withCalendar: number;
  withAgenda: number;
  syncEverySeconds: number;
  /** Emails for each booking at once, and as reminders a day before it begins. */
  emails: number;
  reminders: number;
  /** How late a reminder may be, s: they are spread evenly over it. */
  spreadSeconds: number;
  /** Whether the day begins after an outage that made every calendar due. */
  isAfterOutage: boolean;
}

/** What one cell can do: each kind of work has its own workers, as the program’s jobs have. */
export interface Service {
  /** Seconds of the one thread that answers requests. */
  page: number;
  booking: number;
  /** Seconds of one worker. */
  email: number;
  sync: number;
  emailWorkers: number;
  syncWorkers: number;
}

export type Kind = "requests" | "emails" | "agendas" | "syncs";

export interface Waiting {
  /** The most that came in one second. */
  mostInSecond: number;
  /** The longest queue of any cell, as work that waits. */
  longestQueue: number;
  /** The longest time that anything waited, s. */
  longestWait: number;
  /** Time that workers were busy, of all their time. */
  busy: number;
}

const SECONDS = 86_400, HOUR = 3_600;
/** Shares of hosts by the offset of their zone, hours, about as people are. */
const zones: [number, number][] = [[-8, 0.08], [-5, 0.16], [-3, 0.06], [0, 0.12], [1, 0.3]]
  .concat([[3, 0.08], [5.5, 0.12], [8, 0.08]]) as [number, number][];
/** Where meetings begin within an hour: minute and share. */
const beginnings = [[0, 0.55], [30, 0.28], [15, 0.09], [45, 0.08]] as const;

/** The longest waits of each kind over all cells. */
export function simulateDay(
  day: Day,
  service: Service,
  random: () => number,
): Record<Kind, Waiting> {
  const found = {
    requests: nothing(),
    emails: nothing(),
    agendas: nothing(),
    syncs: nothing(),
  };
  const cells = Math.ceil(day.hosts / day.hostsInCell);
  for (let cell = 0; cell < cells; cell++) {
    const come = arrivalsOf(day, random);
    const [pages, bookings] = [come.pages, come.bookings];
    const requests = pages.map((n, second) =>
      n * service.page + bookings[second]! * service.booking
    );
    note(found.requests, serve(requests, 1), cells, service.page);
    const emails = come.emails.map((n) => n * service.email);
    note(found.emails, serve(emails, service.emailWorkers), cells, service.email);
    const agendas = come.agendas.map((n) => n * service.email);
    note(found.agendas, serve(agendas, service.emailWorkers), cells, service.email);
    const syncs = come.syncs.map((n) => n * service.sync);
    note(found.syncs, serve(syncs, service.syncWorkers), cells, service.sync);
  }
  return found;
}

/** How much of each kind begins in each second of a UTC day in one cell. */
function arrivalsOf(day: Day, random: () => number) {
  const hosts = day.hostsInCell;
  const pages = empty(), bookings = empty(), emails = empty(), agendas = empty();
  const syncs = empty();
  const sync = hosts * day.withCalendar / day.syncEverySeconds;
  for (let second = 0; second < SECONDS; second++) {
    const awake = awakeAt(second);
    pages[second] = poisson(hosts * day.pages * awake, random);
    bookings[second] = poisson(hosts * day.bookings * awake, random);
    emails[second]! += bookings[second]! * day.emails;
    syncs[second] = poisson(sync, random);
  }
  for (const [offset, share] of zones) {
    for (let hour = 9; hour < 17; hour++) {
      for (const [minute, part] of beginnings) {
        const many = hosts * share * day.bookings * day.reminders / 8 * part;
        const at = (hour - offset) * HOUR + minute * 60;
        for (let n = poisson(many, random); n > 0; n--) {
          const late = Math.floor(random() * Math.max(1, day.spreadSeconds));
          emails[(at + late + SECONDS) % SECONDS]!++;
        }
      }
    }
    agendas[((7 - offset) * HOUR + SECONDS) % SECONDS]! += poisson(
      hosts * share * day.withAgenda,
      random,
    );
  }
  if (day.isAfterOutage) syncs[0]! += hosts * day.withCalendar;
  return { pages, bookings, emails, agendas, syncs };
}

/** The share of a day's visits in this second of a UTC day: from eight to twenty of the hosts' clocks, most at eleven. */
function awakeAt(second: number): number {
  return zones.reduce((sum, [offset, share]) => {
    const hour = ((second / HOUR + offset) % 24 + 24) % 24;
    const height = hour < 8 || hour > 20 ? 0.15 : 1 + Math.cos((hour - 11) / 9 * Math.PI);
    return sum + share * height;
  }, 0) / (16.28 * HOUR);
}

/** One queue, served in order by so many workers; work in seconds. */
function serve(work: readonly number[], workers: number) {
  let waiting = 0, longest = 0, done = 0, most = 0;
  for (const more of work) {
    most = Math.max(most, more);
    waiting += more;
    longest = Math.max(longest, waiting);
    const now = Math.min(waiting, workers);
    waiting -= now;
    done += now;
  }
  return { longest, workers, busy: done / (work.length * workers), most };
}

function note(
  found: Waiting,
  { longest, workers, busy, most }: ReturnType<typeof serve>,
  cells: number,
  each: number,
): void {
  found.mostInSecond = Math.max(found.mostInSecond, Math.round(most / each));
  found.longestQueue = Math.max(found.longestQueue, Math.round(longest / each));
  found.longestWait = Math.max(found.longestWait, longest / workers);
  found.busy += busy / cells;
}

function nothing(): Waiting {
  return { mostInSecond: 0, longestQueue: 0, longestWait: 0, busy: 0 };
}

function empty(): number[] {
  return Array.from({ length: SECONDS }, () => 0);
}

/** Of a small mean by multiplication, of a large one by its normal approximation. */
function poisson(mean: number, random: () => number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + normal * Math.sqrt(mean)));
  }
  const limit = Math.exp(-mean);
  let n = 0;
  for (let product = random(); product > limit; product *= random()) n++;
  return n;
}
