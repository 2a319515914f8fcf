import { availabilityResponse } from "$lib/server/http/public-api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = ({ locals, params, url }) =>
  availabilityResponse(locals, params, url.searchParams);
