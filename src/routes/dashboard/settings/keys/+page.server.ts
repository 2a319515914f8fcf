import { redirect } from "@sveltejs/kit";
import { type ApiKey, ApiKeyInput, scopes } from "$lib/scheduling/api-key.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { curlLine } from "$lib/openapi/curl.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
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
    today: dateAt(app.now(), host.zone),
    isRevoked: event.url.searchParams.get("notice") === "revoked",
    keys: found.map((key) => keyRow(key, host, app.now())),
  };
};

export const actions: Actions = {
  async create(event) {
    const host = requireHost(event), values = readForm(await event.request.formData());
    const input = parse(ApiKeyInput, {
      name: values.name,
      scopes: values.scopes,
      expires: values.expires === "date" ? values.until : values.expires,
    });
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const made = await apiKeys.create(event.locals.app, host, input.value);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    // The answer to the form is the only place that ever shows it.
    const { key, secret } = made.value;
    return { made: { name: key.name, secret, curl: curlWith(key, secret, event.locals.app) } };
  },

  async revoke(event) {
    const host = requireHost(event), form = await event.request.formData();
    const revoked = await apiKeys.revoke(event.locals.app, host.id, String(form.get("key")));
    if (!revoked.ok) return failWith(revoked.refusal, readForm(new FormData()), host.language);
    redirect(303, "/dashboard/settings/keys?notice=revoked");
  },
};

/** A line that shows whose key it is; null for a key that may not read. */
function curlWith({ scopes }: ApiKey, secret: string, { baseUrl }: App): string | null {
  if (!scopes.includes("read")) return null;
  const headers = { Authorization: `Bearer ${secret}` };
  return curlLine({ method: "GET", url: `${baseUrl}/v0/auth/me`, headers })
    .replaceAll(" \\\n  ", " ");
}

function readForm(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 1000);
  return {
    name: text("name"),
    scopes: form.getAll("scope").map(String).slice(0, 20),
    expires: text("expires") || "90",
    until: text("until"),
  };
}
