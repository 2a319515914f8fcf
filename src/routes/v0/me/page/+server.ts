import * as api from "$lib/api/operations/page.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { pageJson } from "$lib/server/branding/page-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";

export const GET = serve(api.getPage, async ({ app, host }) => {
  return accepted({ page: pageJson(await getPageSettings(app.kv, host.id), app.baseUrl) });
});

export const PATCH = serve(api.updatePage, async ({ app, host, body, revision }) => {
  const { revision: expected = revision, ...changes } = body;
  const changed = await changePage(app, host.id, changes, expected);
  return changed.ok ? accepted({ page: pageJson(changed.value, app.baseUrl) }) : changed;
});
