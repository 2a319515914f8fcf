import { findType } from "$lib/server/offers.ts";
import { answer, problem } from "$lib/server/http.ts";
import { publicEventType } from "$lib/server/public-event-type.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const found = await findType(
    locals.app,
    params.username,
    params.slug,
    url.searchParams.get("link"),
  );
  if (!found.ok) return problem(found.refusal);
  return answer({ eventType: publicEventType(found.value.host, found.value.type) });
};
