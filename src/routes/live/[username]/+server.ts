import { error } from "@sveltejs/kit";
import { availabilityStream } from "$lib/server/http/availability-stream.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { isActive } from "$lib/scheduling/host.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** Event stream of a host's time for open pickers. */
export const GET: RequestHandler = async (event) => {
  const host = await getHostByUsername(event.locals.app.kv, event.params.username);
  if (!host || !isActive(host)) {
    error(404, messages(event.locals.language).refusals.sentences["not-found"]);
  }
  return availabilityStream(event, host.id);
};
