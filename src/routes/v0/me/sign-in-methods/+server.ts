import { listSignInMethods } from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(listSignInMethods, async ({ app, host }) => {
  const { email, identities } = await signInMethods.list(app, host);
  return accepted({
    email,
    signInMethods: identities.map(({ hash, issuer }) => ({ id: hash, issuer })),
  });
});
