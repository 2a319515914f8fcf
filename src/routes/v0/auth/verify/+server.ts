import { verifyMagicLink } from "$lib/api/operations/sign-in.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { useLink } from "$lib/server/auth/sign-in-links.ts";
import { profileOf } from "$lib/server/hosts/profile.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(verifyMagicLink, async ({ app, body, event }) => {
  const { token, name, timezone } = body;
  const entered = await useLink(app, token, {
    name,
    zone: timezone,
    language: event.locals.language,
  });
  if (!entered.ok) return entered;
  const { host, method } = entered.value;
  if (method) await startBrowserSession(event, host.id, method);
  return accepted({ user: profileOf(host) });
});
