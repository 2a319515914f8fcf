import { dashboardStream } from "$lib/server/http/dashboard-stream.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import type { RequestHandler } from "./$types";

/** Event stream of the signed-in host's dashboard for its open pages. */
export const GET: RequestHandler = (event) => {
  const host = requireHost(event);
  return dashboardStream(event, host.id, event.locals.session ?? "");
};
