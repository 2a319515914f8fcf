import type { App } from "./app.ts";
import { type Freshness, freshness } from "./calendars/calendar.ts";
import { TRUSTED_AFTER_MS } from "./clock.ts";
import { countJobs, countReadings, eachGuard } from "./store/counts.ts";

const underWay = new WeakMap<Deno.Kv, Promise<string>>();

/**
 * What there is and how it stands, as counts in Prometheus text format; names of people or calendars never appear. Anybody
 * may ask, and counting takes the longer the more there is: all who ask at a time are answered by one count.
 */
export function metrics(app: App): Promise<string> {
  const before = underWay.get(app.kv);
  if (before) return before;
  const counting = counted(app).finally(() => underWay.delete(app.kv));
  underWay.set(app.kv, counting);
  return counting;
}

async function counted(app: App): Promise<string> {
  const standing: Record<Freshness, number> = { fresh: 0, stale: 0, broken: 0 };
  let hosts = 0;
  for await (const guard of eachGuard(app.kv)) {
    hosts++;
    for (const state of Object.values(guard.calendars)) {
      standing[freshness(state, app.now(), app.settings.syncIntervalMs)]++;
    }
  }
  const jobs = await countJobs(app.kv, app.now());
  const readings = await countReadings(app.kv);
  return [
    ...gauge("invito_hosts", "People with a booking page.", { "": hosts }),
    ...gauge(
      "invito_calendars",
      "Calendars that count, by how they stand.",
      labelled("state", standing),
    ),
    ...gauge(
      "invito_calendar_objects",
      "Objects at calendar servers, by how well they could be read.",
      labelled("reading", readings),
    ),
    ...gauge(
      "invito_jobs_waiting",
      "Jobs that wait or run, by kind.",
      labelled("kind", jobs.waiting),
    ),
    ...gauge("invito_jobs_overdue", "Jobs that were due more than a minute ago.", {
      "": jobs.overdue,
    }),
    ...gauge(
      "invito_jobs_stopped",
      "Jobs that wait for their host, by how they ended.",
      labelled("state", jobs.stopped),
    ),
    ...gauge(
      "invito_readings_given_up",
      "Answers of calendar servers that cost too much to read, since the start.",
      { "": app.reader.givenUp() },
    ),
    ...gauge(
      "invito_clock_agreed_seconds",
      "How long wall and monotonic clock have agreed, up to a day; before, nothing is deleted because of its age.",
      { "": Math.floor(Math.min(TRUSTED_AFTER_MS, app.clock.agreedMs()) / 1000) },
    ),
    ...gauge("invito_memory_bytes", "Memory of the process.", { "": Deno.memoryUsage().rss }),
    "",
  ].join("\n");
}

function gauge(name: string, help: string, values: Record<string, number>): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...Object.entries(values).map(([label, value]) => `${name}${label} ${value}`),
  ];
}

function labelled(name: string, values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([value, count]) => [`{${name}="${value}"}`, count]),
  );
}
