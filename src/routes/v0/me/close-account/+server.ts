import { closeAccount } from "$lib/api/operations/account.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { endBrowserSession } from "$lib/server/auth/session-cookie.ts";
import * as account from "$lib/server/hosts/account.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(closeAccount, async ({ app, host, body, event }) => {
  const closed = await account.close(app, host.id, body);
  if (!closed.ok) return closed;
  await endBrowserSession(event);
  return accepted({ closedAt: new Date(closed.value.closure!.at).toISOString() });
});
