import type { App } from "../app.ts";
import { probeStore } from "../store/installation.ts";

const TIMEOUT_MS = 3_000;
/** Anybody may ask, as often as they like: one answer of the store is good for all who ask within so long. */
const SHARED_MS = 50;

interface SharedCheck {
  /** By `performance.now()`; a store that never answers is asked again, too. */
  until: number;
  result: Promise<boolean>;
}

const sharedChecks = new WeakMap<Deno.Kv, SharedCheck>();

/** Whether the program can take requests: the store answers and nobody has asked it to stop. A host's calendar or the mail server never counts. */
export async function readiness(app: App): Promise<{ ok: boolean; store: boolean; ms: number }> {
  const start = performance.now();
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>((done) => late = setTimeout(() => done(false), TIMEOUT_MS));
  const store = await Promise.race([sharedStoreCheck(app), tooLate]);
  clearTimeout(late);
  const ms = Math.round(performance.now() - start);
  return { ok: store && !app.stopping.aborted, store, ms };
}

/** The store is asked once at a time: however many ask, bookings wait for one of them at the most. */
function sharedStoreCheck(app: App): Promise<boolean> {
  const before = sharedChecks.get(app.kv);
  if (before && performance.now() < before.until) return before.result;
  const shared: SharedCheck = { until: performance.now() + TIMEOUT_MS, result: storeWorks(app) };
  sharedChecks.set(app.kv, shared);
  void shared.result.then(() => shared.until = performance.now() + SHARED_MS);
  return shared.result;
}

async function storeWorks(app: App): Promise<boolean> {
  try {
    return await probeStore(app.kv, app.now());
  } catch (error) {
    app.log.fault("ready", error);
    return false;
  }
}
