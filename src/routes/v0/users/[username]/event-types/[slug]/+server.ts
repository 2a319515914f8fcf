import { confirmationModesNow } from "$lib/server/availability/confirmation.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { apiResponse, problem } from "$lib/server/http/problem-details.ts";
import { publicEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async ({ locals: { app }, params, url }) => {
  const { username, slug } = params;
  const found = await findBookableType(app, username, slug, url.searchParams.get("link"));
  if (!found.ok) return problem(found.refusal);
  const { host, type } = found.value;
  const [confirmation] = await confirmationModesNow(app, host.id, [type]);
  return apiResponse({ eventType: publicEventTypeJson(host, type, confirmation ?? "by-host") });
};
