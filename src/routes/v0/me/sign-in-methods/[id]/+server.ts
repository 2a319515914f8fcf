import { removeSignInMethod } from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as signInMethods from "$lib/server/auth/sign-in-methods.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(removeSignInMethod, async ({ app, host, params }) => {
  const removed = await signInMethods.remove(app, host, params.id);
  return removed.ok ? accepted({}) : removed;
});
