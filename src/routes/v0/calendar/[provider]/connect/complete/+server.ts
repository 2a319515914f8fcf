import { completeConnect } from "$lib/api/operations/calendar-sign-in.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { isOAuthProviderName } from "$lib/server/calendars/registry.ts";
import * as connections from "$lib/server/connections/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(completeConnect, async ({ app, host, params: { provider }, body }) => {
  if (!isOAuthProviderName(provider)) return refused("not-found");
  const sentBack = new URLSearchParams(body);
  const ended = await connections.handleCallback(app, host.id, provider, sentBack);
  return ended.ok ? accepted({ connectionId: ended.value.id }) : ended;
});
