import { error, redirect } from "@sveltejs/kit";
import { isOAuthProviderName } from "$lib/server/calendars/registry.ts";
import * as connections from "$lib/server/connections/index.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { connectNoticeKey } from "../../../../../lib/server/connections/connections-view.ts";
import type { RequestHandler } from "./$types";

/** The OAuth redirect URI of a calendar provider. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { provider } = event.params;
  if (!isOAuthProviderName(provider)) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  const query = event.url.searchParams;
  const { app } = event.locals;
  const ended = await connections.handleCallback(app, host.id, provider, query);
  if (ended.ok) {
    redirect(303, `/dashboard/calendars?notice=${await connectNoticeKey(app, ended.value)}`);
  }
  const errorCode = ended.refusal.detail ?? ended.refusal.code;
  const code = errorCode === "client-refused" ? ended.refusal.serverMessage ?? "" : "";
  redirect(303, `/dashboard/calendars?${new URLSearchParams({ error: errorCode, code })}`);
};
