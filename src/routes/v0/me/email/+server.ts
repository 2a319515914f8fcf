import * as api from "$lib/api/operations/account.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import { emailOf } from "$lib/server/hosts/profile.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.getEmail, ({ host }) => accepted(emailOf(host)));

export const PUT = serve(api.changeEmail, async ({ app, host, body }) => {
  const changed = await hostEmail.changeEmail(app, host, body.email);
  if (!changed.ok) return changed;
  return accepted({ ...emailOf(changed.value.host), mailed: changed.value.mailed });
});
