import { revokeInvitation } from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(revokeInvitation, async ({ app, host, params }) => {
  const revoked = await invitations.withdraw(app, host.id, params.id);
  return revoked.ok ? accepted({}) : revoked;
});
