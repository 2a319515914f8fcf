import type { RequestHandler } from "./$types";
import { readiness } from "$lib/server/monitoring/readiness.ts";

/** Whether the program can take requests; 503 while it cannot. */
export const GET: RequestHandler = async ({ locals }) => {
  const state = await readiness(locals.app);
  return Response.json(state, {
    status: state.ok ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
};
