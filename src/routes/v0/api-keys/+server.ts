import * as api from "$lib/api/operations/api-keys.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { apiKeyJson } from "$lib/server/auth/api-key-json.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.listApiKeys, async ({ app, host }) => {
  const found = await apiKeys.list(app, host.id);
  return accepted({ apiKeys: found.map((key) => apiKeyJson(key, app.now())) });
});

export const POST = serve(api.createApiKey, async ({ app, host, body }) => {
  const made = await apiKeys.create(app, host, body);
  if (!made.ok) return made;
  const { key, secret } = made.value;
  return accepted({ apiKey: apiKeyJson(key, app.now()), secret });
});
