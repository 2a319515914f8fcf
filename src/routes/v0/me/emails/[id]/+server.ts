import { getEmail } from "$lib/api/operations/emails.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { emailJson } from "$lib/server/jobs/email-json.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";

export const GET = serve(getEmail, async ({ app, host, params }) => {
  const seen = await hostEmails.previewEmail(app, host.id, params.id, true);
  if (!seen) return refused("not-found");
  const email = seen.rendered?.email;
  return accepted({
    email: emailJson(seen.job),
    superseded: seen.isSuperseded,
    content: email
      ? {
        to: email.to.address,
        replyTo: email.replyTo.map(({ address }) => address),
        subject: email.subject,
        text: email.text,
        html: email.html,
        hasInvitation: email.invitation !== null,
      }
      : null,
  });
});
