import * as v from "valibot";
import { type ApiKey, ApiKeyInput, scopes } from "$lib/scheduling/api-key.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { curlLine } from "$lib/openapi/curl.ts";
import { Id } from "$lib/scheduling/id.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import type { Actions, PageServerLoad } from "./$types";
import { keyRow } from "./key-row.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard: { apiKeys: words }, frame } = messages(host.language);
  const found = await apiKeys.list(app, host.id);
  return {
    title: words.title,
    words,
    copy: frame.copy,
    scopes,
    isRevoked: event.url.searchParams.get("notice") === "revoked",
    keys: found.map((key) => keyRow(key, host, app.now())),
  };
};

const NewKey = v.object({
  name: ApiKeyInput.entries.name,
  scopes: v.array(v.string()),
  expires: v.optional(v.string(), "90"),
  until: v.optional(v.string(), ""),
});
const kept = { name: "", scopes: [] as string[], expires: "90", until: "" };

export const actions: Actions = {
  create: action(
    NewKey,
    ({ app, host }, { name, scopes, expires, until }) => {
      const input = parse(ApiKeyInput, {
        name,
        scopes,
        expires: expires === "date" ? enteredDate(until, host) : expires,
      });
      return input.ok ? apiKeys.create(app, host, input.value) : input;
    },
    {
      kept,
      // The answer to the form is the only place that ever shows it.
      shows: ({ key, secret }, { app }) => ({
        made: { name: key.name, secret, curl: curlWith(key, secret, app) },
      }),
    },
  ),

  revoke: action(
    v.object({ key: Id }),
    ({ app, host }, { key }) => apiKeys.revoke(app, host.id, key),
    { kept, done: () => "/dashboard/settings/keys?notice=revoked" },
  ),
};

/** A line that shows whose key it is; null for a key that may not read. */
function curlWith({ scopes }: ApiKey, secret: string, { baseUrl }: App): string | null {
  if (!scopes.includes("read")) return null;
  const headers = { Authorization: `Bearer ${secret}` };
  return curlLine({ method: "GET", url: `${baseUrl}/v0/auth/me`, headers })
    .replaceAll(" \\\n  ", " ");
}
