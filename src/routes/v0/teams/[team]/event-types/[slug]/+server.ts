import { eventTypeResponse } from "$lib/server/http/public-api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = ({ locals, params, url }) =>
  eventTypeResponse(locals, params, url.searchParams);
