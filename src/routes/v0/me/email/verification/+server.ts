import { sendVerification } from "$lib/api/operations/account.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(
  sendVerification,
  ({ app, host }) => hostEmail.resendVerification(app, host),
);
