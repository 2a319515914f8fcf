import * as api from "$lib/api/operations/api-keys.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { apiKeyJson } from "$lib/server/auth/api-key-json.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(api.revokeApiKey, async ({ app, host, params }) => {
  const revoked = await apiKeys.revoke(app, host.id, params.id);
  return revoked.ok ? accepted({ apiKey: apiKeyJson(revoked.value, app.now()) }) : revoked;
});
