import * as api from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.listInvitations, async ({ app, host }) => {
  const open = await invitations.list(app, host.id);
  return accepted({ invitations: open.map(invitationJson) });
});

export const POST = serve(api.createInvitation, async ({ app, host }) => {
  const invited = await invitations.invite(app, host.id);
  return invited.ok ? accepted({ invitation: invitationJson(invited.value) }) : invited;
});

function invitationJson({ hash, link, expiresAt }: invitations.OpenInvitation) {
  return { id: hash, link, expiresAt: new Date(expiresAt).toISOString() };
}
