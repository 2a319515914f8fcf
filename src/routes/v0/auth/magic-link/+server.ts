import { sendMagicLink } from "$lib/api/operations/sign-in.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(sendMagicLink, async ({ app, body, event }) => {
  const mailed = await sendSignInLink(
    app,
    body.email,
    event.locals.client,
    body.to,
    event.locals.language,
  );
  return mailed.ok ? accepted({}) : mailed;
});
