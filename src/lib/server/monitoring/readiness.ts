import type { App } from "../app.ts";
import { probeStore } from "../kv/installation.ts";

const TIMEOUT_MS = 3_000;
/** How long requests share one check of the store, ms; the endpoint is unauthenticated. */
const SHARED_MS = 50;

interface SharedCheck {
  /** When a new check may start, by `performance.now()`, even if the last one never ends. */
  until: number;
  result: Promise<boolean>;
}

const sharedChecks = new WeakMap<Deno.Kv, SharedCheck>();

/**
 * Whether the process can take requests: the store works and it is not stopping. Calendars and the mail server do not
 * count.
 */
export async function readiness(app: App): Promise<{ ok: boolean; store: boolean; ms: number }> {
  const start = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<false>((resolve) =>
    timer = setTimeout(() => resolve(false), TIMEOUT_MS)
  );
  const store = await Promise.race([sharedStoreCheck(app), timeout]);
  clearTimeout(timer);
  const ms = Math.round(performance.now() - start);
  return { ok: store && !app.stopping.aborted, store, ms };
}

/** One check of the store runs at a time, so that bookings wait for one at most. */
function sharedStoreCheck(app: App): Promise<boolean> {
  const running = sharedChecks.get(app.kv);
  if (running && performance.now() < running.until) return running.result;
  const shared: SharedCheck = { until: performance.now() + TIMEOUT_MS, result: storeWorks(app) };
  sharedChecks.set(app.kv, shared);
  void shared.result.then(() => shared.until = performance.now() + SHARED_MS);
  return shared.result;
}

async function storeWorks(app: App): Promise<boolean> {
  try {
    return await probeStore(app.kv, app.now());
  } catch (error) {
    app.log.fault("readiness-check", error);
    return false;
  }
}
