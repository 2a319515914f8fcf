import { confirmationNow } from "$lib/server/confirmation.ts";
import { findType } from "$lib/server/offers.ts";
import { answer, problem } from "$lib/server/http.ts";
import { publicEventType } from "$lib/server/public-event-type.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async ({ locals: { app }, params, url }) => {
  const { username, slug } = params;
  const found = await findType(app, username, slug, url.searchParams.get("link"));
  if (!found.ok) return problem(found.refusal);
  const { host, type } = found.value;
  const [confirmation] = await confirmationNow(app, host.id, [type]);
  return answer({ eventType: publicEventType(host, type, confirmation ?? "by-host") });
};
