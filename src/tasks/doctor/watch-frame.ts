/** One picture of the running program, as `doctor --watch` draws it. */
import type { Samples } from "./prometheus-text.ts";
import { product } from "../../lib/product.ts";

/** What the program answered at one moment. */
export interface Look {
  /** Epoch ms. */
  at: number;
  ready: { ok: boolean; ms: number };
  samples: Samples;
}

/** The lines of a picture; `before` is the look before it, for what happened since. */
export function frameOf(address: string, look: Look, before: Look | null): string[] {
  const { at, ready, samples: { total, within } } = look;
  const time = new Date(at).toISOString().slice(11, 19);
  const up = at / 1000 - total("process_start_time_seconds");
  const calendars = (state: string) => number(total("invito_calendars", { state }));
  const email = (outcome: string) => number(total("invito_email_tries_total", { outcome }));
  const webhook = (outcome: string) => number(total("invito_webhook_tries_total", { outcome }));
  const requests = "invito_http_request_duration_seconds";
  const seconds = before ? (at - before.at) / 1000 : 0;
  const rate = before && seconds > 0
    ? (total(`${requests}_count`) - before.samples.total(`${requests}_count`)) / seconds
    : null;
  const quick = within(requests, 0.95, before?.samples ?? null);
  const rows: [name: string, text: string][] = [
    ["Ready", ready.ok ? `yes, in ${ready.ms} ms` : "NO: the store fails, or it is stopping"],
    [
      "Requests",
      [
        rate === null ? "" : `${rate.toFixed(1)} a second`,
        quick === null ? "" : `95 % within ${quick === Infinity ? "more than 5 s" : `${quick} ms`}`,
        `${number(total("invito_http_requests_limited_total"))} limited`,
        `${number(total("invito_event_streams_open"))} open streams`,
      ].filter(Boolean).join(", "),
    ],
    [
      "Jobs",
      `${number(total("invito_jobs_waiting"))} waiting, ${
        number(total("invito_jobs_overdue"))
      } overdue, ${number(total("invito_jobs_stopped", { state: "failed" }))} failed, ${
        number(total("invito_jobs_stopped", { state: "unsent" }))
      } unsent, counted ${duration(total("invito_stored_counts_age_seconds"))} ago`,
    ],
    [
      "Calendars",
      `${calendars("fresh")} fresh, ${calendars("stale")} stale, ${
        calendars("broken")
      } broken, oldest sync ${duration(total("invito_calendar_oldest_sync_age_seconds"))} ago`,
    ],
    [
      "Emails",
      `${email("accepted")} accepted, ${email("refused")} refused, ${email("failed")} failed`,
    ],
    [
      "Webhooks",
      `${webhook("accepted")} accepted, ${webhook("refused")} refused, ${
        webhook("unanswered")
      } unanswered`,
    ],
    [
      "Store",
      `${number(total("invito_store_commit_duration_seconds_count"))} commits, ${
        number(total("invito_store_errors_total"))
      } errors`,
    ],
    ["Memory", `${Math.round(total("process_resident_memory_bytes") / 1e6)} MB`],
  ];
  return [
    `${product} at ${address}, ${time} UTC, running for ${duration(up)}`,
    ...rows.map(([name, text]) => `${name.padEnd(11)}${text}`),
  ];
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800
    ? `${Math.round(seconds / 3_600)} h`
    : `${Math.round(seconds / 86_400)} days`;
}
