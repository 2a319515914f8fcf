import type { RequestHandler } from "./$types";
import { metrics } from "$lib/server/monitoring/metrics.ts";

/** Counts for a monitoring program, in Prometheus text; nothing about anybody in particular. */
export const GET: RequestHandler = async ({ locals }) =>
  new Response(await metrics(locals.app), {
    headers: {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    },
  });
