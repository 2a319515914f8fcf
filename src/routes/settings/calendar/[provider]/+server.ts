import { error, redirect } from "@sveltejs/kit";
import { isConsentProvider } from "$lib/server/calendars/consent-servers.ts";
import * as connections from "$lib/server/connections.ts";
import { signedIn } from "$lib/server/http.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { RequestHandler } from "./$types";

/** The way to a calendar provider; nothing is kept here until its host comes back with a yes. */
export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { provider } = event.params;
  if (!isConsentProvider(provider)) {
    error(404, wordsFor(host.language).refusals.sentences["not-found"]);
  }
  const again = event.url.searchParams.get("connection");
  const begun = await connections.beginConsent(event.locals.app, host.id, provider, again);
  if (begun.ok) redirect(303, begun.value);
  const trouble = begun.refusal.detail ?? begun.refusal.code;
  redirect(303, `/dashboard/calendars?trouble=${encodeURIComponent(trouble)}`);
};
