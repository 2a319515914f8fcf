import type { App } from "../app.ts";
import { type Freshness, freshness } from "$lib/scheduling/calendar-state.ts";
import { CLOCK_TRUSTED_AFTER_MS } from "../runtime/clock.ts";
import { countCalendarObjects, countJobs, eachGuardValue } from "../store/metrics-counts.ts";

const inFlight = new WeakMap<Deno.Kv, Promise<string>>();

/**
 * Counts in Prometheus text format, without names of people or calendars. Unauthenticated, so concurrent requests
 * share one count.
 */
export function metrics(app: App): Promise<string> {
  const running = inFlight.get(app.kv);
  if (running) return running;
  const rendered = renderMetrics(app).finally(() => inFlight.delete(app.kv));
  inFlight.set(app.kv, rendered);
  return rendered;
}

async function renderMetrics(app: App): Promise<string> {
  const calendarStates: Record<Freshness, number> = { fresh: 0, stale: 0, broken: 0 };
  let hosts = 0;
  for await (const guard of eachGuardValue(app.kv)) {
    hosts++;
    for (const state of Object.values(guard.calendars)) {
      calendarStates[freshness(state, app.now(), app.settings.syncIntervalMs)]++;
    }
  }
  const jobs = await countJobs(app.kv, app.now());
  const objects = await countCalendarObjects(app.kv);
  return [
    ...gauge("invito_hosts", "Hosts with a booking page.", { "": hosts }),
    ...gauge(
      "invito_calendars",
      "Calendars checked for conflicts, by state.",
      labelled("state", calendarStates),
    ),
    ...gauge(
      "invito_calendar_objects",
      "Calendar objects on servers, by how well they could be read.",
      labelled("reading", objects),
    ),
    ...gauge(
      "invito_jobs_waiting",
      "Waiting and running jobs, by kind.",
      labelled("kind", jobs.waiting),
    ),
    ...gauge("invito_jobs_overdue", "Jobs that were due more than a minute ago.", {
      "": jobs.overdue,
    }),
    ...gauge(
      "invito_jobs_stopped",
      "Stopped jobs that need their host's attention, by state.",
      labelled("state", jobs.stopped),
    ),
    ...gauge(
      "invito_calendar_reads_aborted",
      "Calendar server responses that took too much time or memory to read, since startup.",
      { "": app.responseParser.abortedCount() },
    ),
    ...gauge(
      "invito_clock_agreed_seconds",
      "How long the wall clock and the monotonic clock have agreed, up to a day. Nothing is deleted by age before that.",
      { "": Math.floor(Math.min(CLOCK_TRUSTED_AFTER_MS, app.clock.agreedForMs()) / 1000) },
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
