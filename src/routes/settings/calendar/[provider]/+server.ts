import { error, redirect } from "@sveltejs/kit";
import { isOAuthProviderName } from "$lib/server/calendars/registry.ts";
import * as connections from "$lib/server/connections/index.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** Redirects to a calendar provider's consent page; nothing is stored before the callback. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { provider } = event.params;
  if (!isOAuthProviderName(provider)) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  const again = event.url.searchParams.get("connection");
  const begun = await connections.startOAuth(event.locals.app, host.id, provider, again);
  if (begun.ok) redirect(303, begun.value);
  const errorCode = begun.refusal.detail ?? begun.refusal.code;
  redirect(303, `/dashboard/calendars?error=${encodeURIComponent(errorCode)}`);
};
