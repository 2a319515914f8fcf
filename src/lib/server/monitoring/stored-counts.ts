/** What is in the store, counted now, in Prometheus text. */
import type { App } from "../app.ts";
import { type CalendarState, type Freshness, freshness } from "$lib/scheduling/calendar-state.ts";
import { isClosed } from "$lib/scheduling/host.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { eachHost } from "../store/hosts.ts";
import { countCalendarObjects, countJobs, eachGuardValue } from "../store/metrics-counts.ts";
import { heading, labelPair } from "../runtime/series.ts";

const ages = { "10m": 10 * MINUTE, "30m": 30 * MINUTE, "1h": HOUR, "6h": 6 * HOUR, "1d": DAY };
type SyncAge = keyof typeof ages | "older" | "never";

/** Hosts, calendars by state and age, calendar objects and jobs. */
export async function storedCounts(app: App): Promise<string[]> {
  const now = app.now();
  const states: Record<Freshness, number> = { fresh: 0, stale: 0, broken: 0 };
  const byAge: Record<SyncAge, number> = {
    "10m": 0,
    "30m": 0,
    "1h": 0,
    "6h": 0,
    "1d": 0,
    older: 0,
    never: 0,
  };
  let hosts = 0, oldestMs = 0;
  for await (const host of eachHost(app.kv)) if (!isClosed(host)) hosts++;
  for await (const guard of eachGuardValue(app.kv)) {
    for (const state of Object.values(guard.calendars)) {
      states[freshness(state, now, app.settings.syncIntervalMs)]++;
      byAge[syncAge(state, now)]++;
      if (state.syncedAt !== null) oldestMs = Math.max(oldestMs, now - state.syncedAt);
    }
  }
  const jobs = await countJobs(app.kv, now);
  const objects = await countCalendarObjects(app.kv);
  return [
    ...gauge("invito_hosts", "Accounts of hosts that are not closed.", hosts),
    ...labelledGauge(
      "invito_calendars",
      "Calendars checked for conflicts, by state.",
      "state",
      states,
    ),
    ...labelledGauge(
      "invito_calendars_by_sync_age",
      "Calendars by the time since their last good sync: up to this, and longer than the age before it.",
      "age",
      byAge,
    ),
    ...gauge(
      "invito_calendar_oldest_sync_age_seconds",
      "Time since the last good sync of the calendar for which it is longest.",
      Math.round(oldestMs / 1000),
    ),
    ...labelledGauge(
      "invito_calendar_objects",
      "Calendar objects on servers, by how well they could be read.",
      "reading",
      objects,
    ),
    ...labelledGauge(
      "invito_jobs_waiting",
      "Waiting and running jobs, by kind.",
      "kind",
      jobs.waiting,
    ),
    ...gauge(
      "invito_jobs_overdue",
      "Jobs that were due more than a minute ago.",
      jobs.overdue,
    ),
    ...labelledGauge(
      "invito_jobs_stopped",
      "Stopped jobs that need their host's attention, by state.",
      "state",
      jobs.stopped,
    ),
  ];
}

function syncAge({ syncedAt }: CalendarState, now: number): SyncAge {
  if (syncedAt === null) return "never";
  const names = Object.keys(ages) as (keyof typeof ages)[];
  return names.find((name) => now - syncedAt <= ages[name]) ?? "older";
}

/** A metric of one value as it is now. */
export function gauge(name: string, help: string, value: number): string[] {
  return [...heading(name, help, "gauge"), `${name} ${value}`];
}

/** A metric with a value for each value of a label. */
function labelledGauge(
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number>>,
): string[] {
  const lines = Object.entries(values).map(([value, count]) =>
    `${name}{${labelPair(label, value)}} ${count}`
  );
  return [...heading(name, help, "gauge"), ...lines];
}
