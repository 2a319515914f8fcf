import type { App } from "./app.ts";
import { roundTrip } from "./store/round-trip.ts";

const WITHIN_MS = 3_000;
/** Anybody may ask, as often as they like: one answer of the store is good for all who ask within so long. */
const SHARED_MS = 50;

interface Shared {
  /** By `performance.now()`; a store that never answers is asked again, too. */
  until: number;
  answer: Promise<boolean>;
}

const asked = new WeakMap<Deno.Kv, Shared>();

/** Whether the program can take requests: the store answers and nobody has asked it to stop. A host's calendar or the mail server never counts. */
export async function readiness(app: App): Promise<{ ok: boolean; store: boolean; ms: number }> {
  const start = performance.now();
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>((done) => late = setTimeout(() => done(false), WITHIN_MS));
  const store = await Promise.race([storedLately(app), tooLate]);
  clearTimeout(late);
  const ms = Math.round(performance.now() - start);
  return { ok: store && !app.stopping.aborted, store, ms };
}

/** The store is asked once at a time: however many ask, bookings wait for one of them at the most. */
function storedLately(app: App): Promise<boolean> {
  const before = asked.get(app.kv);
  if (before && performance.now() < before.until) return before.answer;
  const shared: Shared = { until: performance.now() + WITHIN_MS, answer: stored(app) };
  asked.set(app.kv, shared);
  void shared.answer.then(() => shared.until = performance.now() + SHARED_MS);
  return shared.answer;
}

async function stored(app: App): Promise<boolean> {
  try {
    return await roundTrip(app.kv, app.now());
  } catch (error) {
    app.log.fault("ready", error);
    return false;
  }
}
