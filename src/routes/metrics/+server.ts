import type { RequestHandler } from "./$types";
import { metrics } from "$lib/server/monitoring/metrics.ts";
import { metricsRefusal } from "$lib/server/monitoring/metrics-access.ts";

/** Metrics in Prometheus text format, without personal data, for whoever has the token. */
export const GET: RequestHandler = async ({ locals, request }) =>
  await metricsRefusal(locals.app, request) ?? new Response(await metrics(locals.app), {
    headers: {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    },
  });
