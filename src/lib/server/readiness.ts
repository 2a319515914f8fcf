import type { App } from "./app.ts";
import { roundTrip } from "./store/round-trip.ts";

const WITHIN_MS = 3_000;

/** Whether the program can take requests: the store answers and nobody has asked it to stop. A host's calendar or the mail server never counts. */
export async function readiness(app: App): Promise<{ ok: boolean; store: boolean; ms: number }> {
  const start = performance.now();
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>((done) => late = setTimeout(() => done(false), WITHIN_MS));
  const store = await Promise.race([stored(app), tooLate]);
  clearTimeout(late);
  const ms = Math.round(performance.now() - start);
  return { ok: store && !app.stopping.aborted, store, ms };
}

async function stored(app: App): Promise<boolean> {
  try {
    return await roundTrip(app.kv, app.now());
  } catch (error) {
    app.log.fault("ready", error);
    return false;
  }
}
