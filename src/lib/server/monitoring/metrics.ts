import type { App } from "../app.ts";
import { processCounts } from "./process-counts.ts";
import { storedCounts } from "./stored-counts.ts";

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
  const lines = [...await storedCounts(app), ...app.measures.lines(), ...processCounts(app)];
  return lines.join("\n") + "\n";
}
