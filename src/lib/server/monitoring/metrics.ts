import type { App } from "../app.ts";
import { keptCounts } from "./kept-counts.ts";
import { gauge } from "./stored-counts.ts";
import process from "node:process";
import { CLOCK_TRUSTED_AFTER_MS } from "../runtime/clock.ts";
import { heading, labelPair } from "../runtime/series.ts";
import { version } from "$lib/product.ts";

/** With `INVITO_BACKUP_DIR`; beyond every limit where there is none. */
function backupAge({ dailyBackup, now }: App): string[] {
  const at = dailyBackup?.lastAt();
  if (at === undefined) return [];
  const name = "invito_backup_age_seconds";
  const help = "Time since the last whole daily backup; +Inf when there is none.";
  const age = at === null ? "+Inf" : Math.max(0, Math.round((now() - at) / 1000));
  return [...heading(name, help, "gauge"), `${name} ${age}`];
}

/** Counts in Prometheus text format, without names of people or calendars. */
export async function metrics(app: App): Promise<string> {
  const lines = [
    ...await keptCounts(app),
    ...app.measures.lines(),
    ...processCounts(app),
    ...backupAge(app),
  ];
  return lines.join("\n") + "\n";
}

/** Memory, time, streams and version of the process. */
function processCounts(app: App): string[] {
  const { rss, heapUsed } = Deno.memoryUsage(), { user, system } = process.cpuUsage();
  return [
    ...gauge(
      "invito_event_streams_open",
      "Open event streams of booking pages and dashboards.",
      app.measures.streams.open,
    ),
    ...gauge("invito_http_requests_under_way", "Requests being answered.", app.requests.count),
    ...gauge(
      "invito_http_requests_most",
      "How many requests may be under way; fewer while the event loop is late.",
      app.admission.most,
    ),
    ...counter(
      "invito_calendar_reads_aborted_total",
      "Calendar server responses that took too much time or memory to read.",
      app.responseParser.abortedCount(),
    ),
    ...gauge(
      "invito_clock_agreed_seconds",
      "How long the wall clock and the monotonic clock have agreed, up to a day. Nothing is deleted by age before that.",
      Math.floor(Math.min(CLOCK_TRUSTED_AFTER_MS, app.clock.agreedForMs()) / 1000),
    ),
    ...heading("invito_build_info", "Version of the program and of Deno.", "gauge"),
    `invito_build_info{${labelPair("version", version)},${labelPair("deno", Deno.version.deno)}} 1`,
    ...gauge(
      "process_start_time_seconds",
      "When the process started, seconds since 1970.",
      Math.round(performance.timeOrigin) / 1000,
    ),
    ...counter(
      "process_cpu_seconds_total",
      "Processor time of the process.",
      (user + system) / 1e6,
    ),
    ...gauge("process_resident_memory_bytes", "Memory of the process.", rss),
    ...gauge("invito_heap_bytes", "Memory that JavaScript objects use.", heapUsed),
  ];
}

function counter(name: string, help: string, value: number): string[] {
  return [...heading(name, help, "counter"), `${name} ${value}`];
}
