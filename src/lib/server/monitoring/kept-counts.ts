/** What is in the store as it was counted last, so that a scrape takes no longer in a large store than in a small one. */
import type { App } from "../app.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { gauge, storedCounts } from "./stored-counts.ts";

interface KeptCounts {
  lines: string[];
  /** On the monotonic clock: when the count began. */
  at: number;
  tookMs: number;
}

const kept = new WeakMap<Deno.Kv, KeptCounts>();
const counting = new WeakMap<Deno.Kv, Promise<KeptCounts>>();

/** A count is repeated at most once a minute, and takes at most a hundredth of the time. */
const KEPT_MS = MINUTE, TIMES_ITS_DURATION = 100;

/** The counts of the store with their age; counted anew in the background where they are old, waited for the first time. */
export async function keptCounts(app: App): Promise<string[]> {
  const known = kept.get(app.kv) ?? await count(app);
  const ageMs = app.elapsed() - known.at;
  if (ageMs >= Math.max(KEPT_MS, TIMES_ITS_DURATION * known.tookMs)) {
    count(app).catch((error) => {
      if (!app.stopping.aborted) app.log.fault("metrics-count", error);
    });
  }
  return [
    ...known.lines,
    ...gauge(
      "invito_stored_counts_age_seconds",
      "Time since hosts, calendars and jobs were counted.",
      Math.round(ageMs / 1000),
    ),
  ];
}

/** One count at a time. */
function count(app: App): Promise<KeptCounts> {
  const running = counting.get(app.kv);
  if (running) return running;
  const counted = countNow(app).finally(() => counting.delete(app.kv));
  counting.set(app.kv, counted);
  return counted;
}

async function countNow(app: App): Promise<KeptCounts> {
  const at = app.elapsed(), lines = await storedCounts(app);
  const counted = { lines, at, tookMs: app.elapsed() - at };
  kept.set(app.kv, counted);
  return counted;
}
