import { signOut } from "$lib/api/operations/sign-in.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { endBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(signOut, async ({ event }) => {
  await endBrowserSession(event);
  return accepted({});
});
