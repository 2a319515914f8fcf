import { startConnect } from "$lib/api/operations/calendar-sign-in.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { isOAuthProviderName } from "$lib/server/calendars/registry.ts";
import * as connections from "$lib/server/connections/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(startConnect, async ({ app, host, params: { provider }, body }) => {
  if (!isOAuthProviderName(provider)) return refused("not-found");
  const begun = await connections.startOAuth(app, host.id, provider, body.connectionId);
  return begun.ok ? accepted({ url: begun.value }) : begun;
});
