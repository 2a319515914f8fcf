import type { RequestHandler } from "./$types";
import { metrics } from "$lib/server/monitoring/metrics.ts";

/** Metrics in Prometheus text format, without personal data. */
export const GET: RequestHandler = async ({ locals }) =>
  new Response(await metrics(locals.app), {
    headers: {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    },
  });
