import { error, redirect } from "@sveltejs/kit";
import { isConsentProvider } from "$lib/server/calendars/consent-servers.ts";
import * as connections from "$lib/server/connections.ts";
import { signedIn } from "$lib/server/http.ts";
import { wordsFor } from "$lib/words/index.ts";
import { saidOfConnected } from "../../../../dashboard/calendars/said.ts";
import type { RequestHandler } from "./$types";

/** Where a calendar provider sends its people back to. */
export const GET: RequestHandler = async (event) => {
  const host = signedIn(event);
  const { provider } = event.params;
  if (!isConsentProvider(provider)) {
    error(404, wordsFor(host.language).refusals.sentences["not-found"]);
  }
  const said = event.url.searchParams;
  const { app } = event.locals;
  const ended = await connections.endConsent(app, host.id, provider, said);
  if (ended.ok) {
    redirect(303, `/dashboard/calendars?said=${await saidOfConnected(app, ended.value)}`);
  }
  const trouble = ended.refusal.detail ?? ended.refusal.code;
  const code = trouble === "client-refused" ? ended.refusal.said ?? "" : "";
  redirect(303, `/dashboard/calendars?${new URLSearchParams({ trouble, code })}`);
};
